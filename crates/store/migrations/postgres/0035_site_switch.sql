-- Switches of the whole portal: grey day, urgent banner, holiday notice. A row for each setting that was switched on;
-- rows stay as the history.
create table site_switch (
    id           bigint primary key generated always as identity,
    kind         text not null,                   -- grey-day, banner, holiday
    level        text not null,                   -- urgent or important; empty but for a banner
    words        text not null,                   -- what the pages say; empty for a grey day
    link         text not null,                   -- page of the site behind a banner; empty when there is none
    from_at      timestamptz not null,            -- first instant
    until_at     timestamptz,                     -- first instant after it; null until somebody switches it off
    reason       text not null,                   -- why it was switched on
    by_account   bigint not null references account (id),
    by_name      text not null,                   -- name of that account then
    created_at   timestamptz not null,
    ended_at     timestamptz,                     -- when it was switched off, replaced or found to be over
    ended_by     text,                            -- name of who did that; null when its time had passed
    ended_reason text not null default '',        -- why it was switched off
    check (until_at is null or from_at < until_at)
);
-- Of each switch one setting at most is open.
create unique index site_switch_open on site_switch (kind) where ended_at is null;
