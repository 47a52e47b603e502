-- What clocks start from and what the portal manager decides about them. Due days are computed, never stored: a calendar
-- that changes leaves nothing behind.

-- When the information of a revision was formed or decided (政府信息公开条例 art. 26), for those that state it.
create table event_clock (
    item        integer not null,
    revision    integer not null,
    column_code text not null, -- column of the plan
    unit        text not null, -- code of the unit that answers for the item
    event_on    text not null, -- the day from which its clock counts
    event_kind  text not null check (event_kind in ('formed', 'licence', 'penalty')),
    public_on   text,     -- the day in China on which the revision became public; null until then
    primary key (item, revision),
    foreign key (item, revision) references revision (item, number) on delete cascade
) strict;
create index event_clock_public on event_clock (public_on, column_code, unit, event_kind, event_on)
    where public_on is not null;

insert into event_clock (item, revision, column_code, unit, event_on, event_kind, public_on)
select r.item, r.number, i.column_code, i.unit,
       coalesce(json_extract(r.content, '$.event.on'), nullif(json_extract(r.content, '$.detail.approved_on'), '')),
       coalesce(json_extract(r.content, '$.event.kind'), 'formed'),
       date(i.first_published_at, '+8 hours')
  from item i
  join revision r on r.item = i.id and r.number = case when i.first_published_at is null then i.newest else 1 end
 where json_extract(r.content, '$.event.on') is not null
    or (json_extract(r.content, '$.detail.kind') = 'budget'
        and nullif(json_extract(r.content, '$.detail.approved_on'), '') is not null);

-- A column's last change where a public text was replaced.
create index publication_revised on publication (column_code, revised_at, item) where revised_at is not null;

-- 放假安排 that were entered in the desk, beside those that come with the system.
create table calendar_notice (
    id             integer primary key,
    layer          text not null check (layer in ('national', 'region', 'unit')),
    unit           text not null, -- unit code of the layer of a unit; empty otherwise
    year           integer not null,
    number         text not null, -- document number; empty when it is not known
    address        text not null, -- where it can be read; empty when it is not known
    checked        integer not null check (checked in (0, 1)), -- compared with the notice itself
    holidays       text not null, -- JSON list of domain::calendar::Holiday
    entered_by     integer not null, -- account
    entered_name   text not null,
    entered_at     text not null,
    removed_at     text, -- taken back since; it stays readable
    removed_name   text not null default '',
    removed_reason text not null default ''
) strict;

-- 暂停, 豁免, 延期 of a column's clock. Rows are only ended, never changed or deleted.
create table clock_adjustment (
    id           integer primary key,
    kind         text not null check (kind in ('pause', 'exemption', 'extension')),
    column_code  text not null,
    item         integer, -- of one item that is on its way; null for the column
    from_on      text not null, -- first day of a pause or exemption; the due day that an extension moves
    to_on        text, -- last day, or the new due day; null while open
    reason       text not null,
    decided_by   integer not null, -- account
    decided_name text not null,
    decided_at   text not null,
    ended_at     text, -- taken back since
    ended_name   text not null default '',
    ended_reason text not null default ''
) strict;
create index clock_adjustment_in_force on clock_adjustment (column_code) where ended_at is null;

-- 定期确认: a responsible unit looked through a column and nothing had changed.
create table column_confirmation (
    id           integer primary key,
    column_code  text not null,
    unit         text not null, -- code of the unit that the account acted for
    confirmed_on text not null, -- day in China
    account      integer not null,
    name         text not null,
    at           text not null,
    note         text not null
) strict;
-- One of each unit and day, whoever presses first.
create unique index column_confirmation_of on column_confirmation (column_code, unit, confirmed_on);

-- How each column stood at the end of a day, for the trend of the county board.
create table column_state (
    day         text not null,
    column_code text not null,
    state       text not null check (state in ('normal', 'due-soon', 'overdue', 'blank', 'not-applicable')),
    primary key (day, column_code)
) strict;
