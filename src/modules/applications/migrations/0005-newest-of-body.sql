-- The tab of all requests of a body shows the newest first, however many are stored (WRK-1).
create index application_newest on applications.application (body_id, sent_at desc);
