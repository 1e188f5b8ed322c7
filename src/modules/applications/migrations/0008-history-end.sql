-- How long the history is and the hash of its last record: a chain does not show that its end was cut off, this does (PRO-10, REL-11).
alter table applications.application
  add column history_length integer,
  add column history_end text;
update applications.application a set history_length = e.position, history_end = e.hash
  from (select distinct on (application_id) application_id, position, hash from applications.event
    order by application_id, position desc) e
  where e.application_id = a.id;
