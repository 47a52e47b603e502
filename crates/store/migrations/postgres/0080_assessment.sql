-- 考核自查: what people judged, what was frozen and signed, and what units dispute. Rows are ended, signed or decided once;
-- nothing else of them ever changes.

-- A person's judgement of a leaf. It counts for the calendar year in China in which it was made.
create table assessment_judgement (
    id           bigint generated always as identity primary key,
    rule_set     text not null, -- code of the rule set
    leaf         text not null, -- code of the veto condition, test or bonus
    period       text not null, -- domain::assessment::Period
    judgement    text not null, -- domain::assessment::Judgement as JSON: verdict, whose loss, reason, evidence
    judged_at    timestamptz not null,
    ended_at     timestamptz, -- taken back or judged anew since
    ended_name   text not null default '',
    ended_reason text not null default ''
);
-- One judgement of each leaf and period counts at a time.
create unique index assessment_judgement_of on assessment_judgement (rule_set, leaf, period) where ended_at is null;

-- The score of a day, frozen with everything that it rests on.
create table assessment_frozen (
    id            bigint generated always as identity primary key,
    rule_set      text not null, -- code of the rule set, which stands in the sheet as it was
    as_of         date not null, -- the day whose state it is
    sheet         text not null, -- domain::assessment::Frozen as canonical JSON; never changed
    sha256        text not null, -- hexadecimal SHA-256 of the sheet, also in the log
    prepared_by   bigint not null, -- account
    prepared_name text not null,
    prepared_unit text not null, -- unit code
    prepared_at   timestamptz not null,
    signed_by     bigint, -- account, another than prepared it; null until it is signed
    signed_name   text not null default '',
    signed_unit   text not null default '',
    signed_at     timestamptz,
    ended_at      timestamptz, -- another one of the same rule set and day has taken its place; only before it is signed
    check (signed_by is null or signed_by <> prepared_by),
    check (signed_by is null or ended_at is null)
);
create index assessment_frozen_of on assessment_frozen (as_of, id);
-- One sheet of each rule set and day stands at a time.
create unique index assessment_frozen_open on assessment_frozen (rule_set, as_of) where ended_at is null;

-- 申诉 against one loss of a frozen assessment.
create table assessment_appeal (
    id              bigint generated always as identity primary key,
    frozen          bigint not null references assessment_frozen (id),
    leaf            text not null, -- code of the test or veto condition
    period          text not null, -- domain::assessment::Period
    subject         text not null, -- what the evidence is about; empty for what was not done
    unit            text not null, -- code of the unit on which the loss falls, as the sheet has it
    reason          text not null,
    evidence        text not null, -- address; empty when there is none
    filed_by        bigint not null, -- account
    filed_name      text not null,
    filed_at        timestamptz not null,
    state           text not null check (state in ('open', 'accepted', 'partly-accepted', 'rejected')),
    points          text not null default '', -- points of the total given back, when accepted in part
    decision_reason text not null default '',
    decided_by      bigint, -- account
    decided_name    text not null default '',
    decided_unit    text not null default '',
    decided_at      timestamptz
);
create index assessment_appeal_of on assessment_appeal (frozen, id);
-- One open appeal of each loss, whoever presses first.
create unique index assessment_appeal_open on assessment_appeal (frozen, leaf, period, subject, unit)
    where state = 'open';
