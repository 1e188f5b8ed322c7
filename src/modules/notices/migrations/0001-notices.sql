-- Words to a person in the cabinet: each change of status, each extension (CAB-8).
create table notices.notice (
  id uuid primary key,
  recipient uuid not null,
  -- what it is about, so that a repeated event makes no second notice
  subject text not null,
  title jsonb not null,
  body jsonb not null,
  link text,
  created_at timestamptz not null,
  read_at timestamptz,
  unique (recipient, subject)
);
create index notice_newest on notices.notice (recipient, created_at desc);
create index notice_unread on notices.notice (recipient) where read_at is null;
