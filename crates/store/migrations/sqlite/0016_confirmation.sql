-- What an author answered for: a finding of the check panel that may stay as it is, with the reason.
create table confirmation (
    item       integer not null,
    revision   integer not null,
    field      text not null,    -- of the finding: the form field that it is about
    message    text not null,    -- of the finding: one that says something else is another one
    reason     text not null,
    account    integer not null, -- who answered
    name       text not null,
    at         text not null,
    primary key (item, revision, field, message),
    foreign key (item, revision) references revision (item, number) on delete cascade
) strict;
