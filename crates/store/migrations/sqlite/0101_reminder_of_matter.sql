-- A reminder is about a column or about one single duty in it (单项任务): two letters of a column, or a letter and its column,
-- may be due on the same day and are told of, acknowledged and settled each for itself.
--
-- The unique key changes, so the version before writes no reminders on this database: it fails and loses none, since each is
-- made by the next run of this version. What was told of single duties before this file stands for their column; it is
-- settled, and told once more by name, on the next morning.
create table reminder_anew (
    id                integer primary key,
    unit              text not null, -- code of the unit that was told
    of_unit           text not null, -- code of the unit whose duty it is; another one when somebody above is told
    column_code       text not null,
    deadline          text not null, -- last good day, or the day since which the column is blank
    kind              text not null
        check (kind in ('before', 'on-the-day', 'overdue', 'blank', 'head', 'lead', 'office')),
    number            integer not null, -- working days before the day, or periods since it; 0 for kinds without
    made_on           text not null, -- working day in China
    made_at           text not null,
    arithmetic        text not null, -- how the date was counted on that day
    acknowledged_by   integer, -- account
    acknowledged_name text not null default '',
    acknowledged_at   text,
    note              text not null default '', -- of whoever acknowledged
    settled_at        text, -- when the deadline was found met, moved or waived
    matter            text not null default '', -- domain::obligation::MatterKey; empty for the column itself
    matter_title      text not null default '', -- as it was called on that day
    constraint reminder_once unique (unit, of_unit, column_code, matter, deadline, kind, number)
) strict;
insert into reminder_anew
       (id, unit, of_unit, column_code, deadline, kind, number, made_on, made_at, arithmetic, acknowledged_by,
        acknowledged_name, acknowledged_at, note, settled_at)
select id, unit, of_unit, column_code, deadline, kind, number, made_on, made_at, arithmetic, acknowledged_by,
       acknowledged_name, acknowledged_at, note, settled_at
  from reminder;
drop table reminder;
alter table reminder_anew rename to reminder;
create index reminder_made on reminder (made_on, id);
create index reminder_of_unit on reminder (unit, made_on, id);
create index reminder_waiting on reminder (unit, of_unit, column_code, matter, deadline)
    where acknowledged_at is null and settled_at is null;
create index reminder_unsettled on reminder (of_unit, column_code, matter, deadline) where settled_at is null;
