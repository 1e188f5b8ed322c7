-- A file that a person keeps or attached to something (CAB-3). The bytes lie in the file store under their SHA-256.
create table documents.file (
  id uuid primary key,
  -- the account that it belongs to
  owner uuid not null,
  -- what it is attached to, such as an application; null: kept in the cabinet only
  holder uuid,
  -- what it is, such as the id of a required document
  kind text not null check (length(kind) between 1 and 100),
  title text not null check (length(title) between 1 and 300),
  -- as the person's device called it; shown, never trusted
  name text not null check (length(name) between 1 and 200),
  type text not null check (type in ('pdf', 'jpeg', 'png', 'webp', 'heic')),
  size integer not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null
);
create index file_owner on documents.file (owner, created_at);
create index file_holder on documents.file (holder) where holder is not null;
create index file_bytes on documents.file (sha256);

-- An electronic document: prepared (waits for the signature), issued, annulled or replaced by another.
create table documents.document (
  id uuid primary key,
  number text not null,
  -- the account of the recipient
  owner uuid not null,
  -- the application that it answers
  application uuid not null,
  regulation text not null,
  output text not null,
  version text not null,
  body_bin text not null,
  status text not null check (status in ('prepared', 'issued', 'annulled', 'replaced')),
  issued_at timestamptz not null,
  valid_until timestamptz,
  status_since timestamptz not null,
  replaced_by uuid references documents.document (id),
  pdf_sha256 text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size integer not null,
  -- COSE_Sign1 with the content; the bar codes are made of it
  sealed bytea not null,
  -- detached CMS of the signatory over the PDF
  cms bytea,
  constraint document_number unique (number),
  constraint document_signed check (status = 'prepared' or cms is not null),
  constraint document_replaced check ((status = 'replaced') = (replaced_by is not null))
);
create index document_owner on documents.document (owner, issued_at);
create index document_application on documents.document (application);
create index document_body on documents.document (body_bin);
create index document_bytes on documents.document (pdf_sha256);
