-- The patrol (巡查): rounds over what the public sees, what they have found, and the lists that they go by.

-- A round. One at a time is open; the node that walks it holds a lease.
create table patrol_round (
    number        bigint generated always as identity primary key,
    ordered_by    text not null,           -- name of who sent it; empty: the schedule
    started_at    timestamptz not null,
    finished_at   timestamptz,                   -- null while it is open
    leased_until  timestamptz,                   -- a node walks it until then; null: nobody does
    progress      text not null,           -- JSON of patrol::Progress, to go on from after a crash; empty when it has not begun or has ended
    pages         bigint not null,        -- read so far
    files         bigint not null,        -- attachments
    asked_outside bigint not null,        -- addresses of other sites
    opened        bigint not null,        -- findings that it has opened, returned ones included
    fixed         bigint not null,        -- findings that it has seen mended
    probed        text not null            -- JSON list of the codes of link and function columns that it has an answer for
);
create unique index patrol_round_open on patrol_round ((finished_at is null)) where finished_at is null;

-- A finding. It is known by its fingerprint, however often a round meets it.
create table patrol_finding (
    id           bigint generated always as identity primary key,
    key          text not null unique,     -- hexadecimal SHA-256 of the fingerprint as it is written
    fingerprint  text not null,            -- JSON: domain::patrol::Fingerprint
    kind         text not null,            -- code of domain::patrol::FaultKind
    weight       text not null check (weight in ('blocking', 'required', 'advisory')),
    state        text not null check (state in ('suspected', 'open', 'fixed', 'false-alarm', 'ignored')),
    standing     text not null,            -- JSON: domain::patrol::State, with the mark, its reason and its end
    evidence     text not null,            -- JSON: domain::patrol::Evidence, personal data masked
    column_code  text not null,            -- of the page; empty: none
    owner        text not null,            -- JSON: domain::patrol::Owner
    units        text not null,            -- JSON list of the codes of its units, those that mend and those that lead
    pages        bigint not null,        -- on how many pages
    started_on   date,                     -- day on which it was opened; null while it is only suspected
    working_days integer not null,         -- from then on; the last day is computed by the calendar
    first_seen   timestamptz not null,
    last_seen    timestamptz not null,
    returned     integer not null          -- how often it came back after it had been mended
);
create index patrol_finding_state on patrol_finding (state, weight, id);

-- The ignore list: what the office passes over, why, and until when. Rows are only ended.
create table patrol_ignoring (
    id           bigint generated always as identity primary key,
    pattern      text not null,            -- JSON: domain::patrol::Pattern
    kind         text not null,            -- code of domain::patrol::FaultKind; empty: every one
    reason       text not null,
    entered_by   bigint not null,        -- account
    entered_name text not null,
    entered_at   timestamptz not null,
    until_on     date,                     -- last day; null: without end
    ended_at     timestamptz,                   -- taken back since
    ended_name   text not null default ''
);

-- The office's lists of words (错敏词).
create table patrol_word (
    id           bigint generated always as identity primary key,
    kind         text not null check (kind in ('forbidden', 'typo', 'allowed')),
    word         text not null,
    correct      text not null,            -- what should stand there; empty: nothing or not known
    note         text not null,            -- why
    except_in    text not null,            -- JSON list of longer words in which it is right
    entered_by   bigint not null,        -- account
    entered_name text not null,
    entered_at   timestamptz not null,
    constraint patrol_word_once unique (word)
);
