-- Rectifications (整改): what the office holds against a unit, and every step that the two sides have taken since. `case` is a
-- word of SQL itself.

create table rectification (
    id          integer primary key,
    series      text not null,          -- 机关代字
    year        integer not null,
    number      integer not null,       -- within series and year, from 1
    form_key    text not null unique,   -- of the form that opened it: sent twice, it opens one
    unit        text not null,          -- code of the unit that must mend
    office      text not null,          -- code of the unit that opened it
    opened_by   integer not null references account (id),
    opened_name text not null,
    opened_at   text not null,
    notice      text not null,          -- JSON: domain::rectification::Notice
    state       text not null
        check (state in ('noticed', 'in-hand', 'replied', 'sent-back', 'accepted', 'closed', 'withdrawn')),
    given       text not null,          -- JSON: domain::rectification::Given, the deadline that counts now
    due         text not null,          -- its day as a letter states it; the calendar may have moved it to a later one
    version     integer not null,       -- steps taken so far
    constraint rectification_number_once unique (series, year, number)
) strict;
create index rectification_state on rectification (state, due, id);
create index rectification_unit on rectification (unit, state);

-- The last number given out.
create table rectification_number (
    series text not null,
    year   integer not null,
    last   integer not null,
    primary key (series, year)
) strict;

-- The timeline. Rows are only added.
create table rectification_step (
    rectification integer not null references rectification (id),
    number        integer not null,     -- from 1, for the opening
    at            text not null,
    account       integer not null references account (id),
    account_name  text not null,
    unit          text not null,        -- code of the unit for which it was taken
    entry         text not null,        -- JSON: domain::rectification::Entry
    primary key (rectification, number)
) strict;

-- What the points of a notice are about, to see what is held against somebody already.
create table rectification_ground (
    rectification integer not null references rectification (id),
    ground        text not null,        -- finding:12, column:tzgg
    primary key (rectification, ground)
) strict;

-- Evidence of an answer; never public.
alter table media add column rectification integer references rectification (id); -- for which it was uploaded
