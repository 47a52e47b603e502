-- A reminder is about a column or about one single duty in it (单项任务): two letters of a column, or a letter and its column,
-- may be due on the same day and are told of, acknowledged and settled each for itself.
--
-- The unique key changes, so the version before writes no reminders on this database: it fails and loses none, since each is
-- made by the next run of this version. What was told of single duties before this file stands for their column; it is
-- settled, and told once more by name, on the next morning.
alter table reminder add column matter text not null default ''; -- domain::obligation::MatterKey; empty for the column itself
alter table reminder add column matter_title text not null default ''; -- as it was called on that day
alter table reminder drop constraint reminder_once;
alter table reminder
    add constraint reminder_once unique (unit, of_unit, column_code, matter, deadline, kind, number);
drop index reminder_waiting;
create index reminder_waiting on reminder (unit, of_unit, column_code, matter, deadline)
    where acknowledged_at is null and settled_at is null;
drop index reminder_unsettled;
create index reminder_unsettled on reminder (of_unit, column_code, matter, deadline) where settled_at is null;
