-- What readers report of a page (我要纠错, 意见建议). The unit that answers for the page handles it.
create table report (
    id            integer primary key,
    year          integer not null,           -- 回执编号 year-number
    number        integer not null,
    code          text not null,              -- with it the sender reads the answer
    form_key      text not null unique,       -- of the form that was sent: a second press of the button stores nothing
    kind          text not null
        check (kind in ('wording', 'content', 'dead-link', 'dead-file', 'opinion', 'other')),
    item          integer references item (id), -- null: about a list
    column_code   text not null,              -- of the item, or the list itself
    title         text not null,              -- what the page was called
    passage       text not null,              -- what stands on the page; may be empty
    words         text not null,              -- what the reader wrote
    contact       text,                       -- sealed with the key file; null when none was given
    unit          text not null,              -- code of the unit that answers for it
    state         text not null check (state in ('received', 'in-hand', 'closed')),
    received_at   text not null,
    claimed_by    integer,                    -- account that has it in hand, or had when it was closed
    claimed_name  text not null default '',
    outcome       text check (outcome in ('mended', 'not-needed')), -- null until closed
    answer        text not null default '',   -- what the sender reads
    answered_unit text not null default '',   -- name of the unit that answered
    answered_at   text,                       -- null until closed
    unique (year, number)
) strict;
create index report_unit on report (unit, state);
create index report_column on report (column_code, state);
create index report_item on report (item) where state <> 'closed';

-- Last number given out per year; taking the next one is the turn of the writer.
create table report_number (
    year integer primary key,
    last integer not null      -- of the receipts of that year
) strict;
