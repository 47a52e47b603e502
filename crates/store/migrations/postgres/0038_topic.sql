-- Special topics (专题, plan row C65): applied for by a unit, approved, built, signed, archived.
create table topic (
    id             bigint generated always as identity primary key, -- in the log, so never given twice
    code           text not null unique,                            -- public address, drawn at random, never reused
    unit           text not null,                                   -- code of the unit that asked for it and builds it
    unit_name      text not null,                                   -- its name when it asked; kept through reforms
    title          text not null,                                   -- of the newest revision, at first of the application
    reason         text not null,                                   -- 申请理由
    basis          text not null,                                   -- 依据文件; empty when there is none
    contact        text not null,                                   -- 联系人和电话, never public
    promise        text not null,                                   -- 更新承诺 in the plan's words
    ends_on        date not null,                                   -- last day on which it is kept up
    applied_by     bigint not null,                                 -- account
    applied_name   text not null,
    applied_at     timestamptz not null,
    stage          text not null check (stage in ('applied', 'returned', 'building', 'in-review', 'live', 'archived')),
    version        integer not null,                                -- raised by every change; decisions name it
    changed_name   text not null,                                   -- who made the last change; empty for the system
    changed_at     timestamptz not null,
    newest         integer not null,                                -- number of the newest revision; 0 before the approval
    last_number    integer not null,                                -- highest one given out; none comes back
    live           integer,                                         -- number of the public revision; null when none ever was
    published_at   timestamptz,                                     -- when the first revision was signed
    revised_at     timestamptz,                                     -- when the public revision replaced an earlier one
    signed_by_unit text not null default '',                        -- name of the unit that signed the public revision
    archived_at    timestamptz,                                     -- null while it is kept up
    archive_reason text not null default ''
);
create index topic_due on topic (ends_on) where live is not null and archived_at is null;

-- The numbered versions of a topic's page.
create table topic_revision (
    topic        bigint not null references topic (id),
    number       integer not null, -- from 1
    content      text not null,    -- domain::topic::TopicContent as JSON, its texts sanitised and sealed
    content_hash text not null,    -- SHA-256 of it
    authors      text not null,    -- JSON list of [account, name]: none of them signs it
    saved_name   text not null,
    saved_at     timestamptz not null,
    primary key (topic, number)
);

-- Every step of every topic, in the transaction of the change.
create table topic_decision (
    id                bigint generated always as identity primary key,
    topic             bigint not null references topic (id),
    revision          integer not null, -- 0 for what is about the application
    step              text not null,    -- domain::topic::TopicStep
    account           bigint,           -- null for the system
    name              text not null,
    unit_name         text not null,
    on_behalf_of_name text,             -- name of the unit that delegated its signature
    at                timestamptz not null,
    reason            text not null
);
create index topic_decision_topic on topic_decision (topic, id);
