-- A person who stood in a list that an officer was shown: written once a day for an officer, however often the list is opened (CAB-9).
-- The day in the state's time; null for what was opened, exported or asked, of which each reading is a line.
alter table registries.access_log add column listed_on date;
create unique index access_log_listed
  on registries.access_log (who, listed_on, iin, kind, registry, purpose, reference) nulls not distinct
  where listed_on is not null;
