-- A search by the beginning of a number, typed with or without its dashes, reads the numbers that begin so (WRK-1).
create index application_number on applications.application (body_id, replace(number, '-', '') text_pattern_ops);
