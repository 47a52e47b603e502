-- Reminders of columns that fall due or are over, the mail that carries them, and secret addresses of unit calendars.

-- One thing told to one unit. The same is never told twice of one deadline; rows are acknowledged or settled, never deleted.
create table reminder (
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
    constraint reminder_once unique (unit, of_unit, column_code, deadline, kind, number)
) strict;
create index reminder_made on reminder (made_on, id);
create index reminder_of_unit on reminder (unit, made_on, id);
create index reminder_waiting on reminder (unit, of_unit, column_code, deadline)
    where acknowledged_at is null and settled_at is null;
create index reminder_unsettled on reminder (of_unit, column_code, deadline) where settled_at is null;

-- Mail that is to be sent, was sent, or was given up: one digest for each unit, morning and kind.
create table mail (
    id          integer primary key,
    unit        text not null,
    day         text not null, -- working day in China on which it was written
    kind        text not null check (kind in ('digest', 'head', 'above')),
    subject     text not null,
    body        text not null,
    attempts    integer not null default 0,
    next_try_at text not null,
    sent_at     text,
    given_up_at text,
    sent_to     text not null default '', -- addresses, comma between them; empty until it was sent
    fault       text not null default '', -- of the last attempt, in words for the office; never a password
    constraint mail_once unique (unit, day, kind)
) strict;
create index mail_due on mail (next_try_at, id) where sent_at is null and given_up_at is null;

-- Where the mail of a unit and of its head goes.
create table unit_contact (
    unit    text not null,
    is_head integer not null check (is_head in (0, 1)),
    address text not null,
    login   text not null, -- account that reads there: nothing goes there once it is locked or closed; empty: the unit itself
    primary key (unit, is_head, address)
) strict;

-- Mail as the portal's office words it; kinds without a row are worded as usual.
create table mail_template (
    kind         text primary key check (kind in ('digest', 'head', 'above')),
    subject      text not null,
    body         text not null,
    changed_name text not null,
    changed_at   text not null
) strict;

-- The secret address of a unit's calendar. The address itself is shown once and kept nowhere.
create table calendar_address (
    unit       text primary key,
    token_hash text not null unique, -- SHA-256 of the secret part, hexadecimal
    made_name  text not null,
    made_at    text not null
) strict;
