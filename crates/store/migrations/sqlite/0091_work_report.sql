-- The work report counts what became public in a year, however many items there are.
create index item_first_published on item (first_published_at, column_code, unit) where first_published_at is not null;
