-- Versions of the county's plan, whole texts. Rows are only ever added.
create table plan_version (
    id              bigint primary key generated always as identity,
    document_number text not null,                -- as the plan says it
    title           text not null,
    effective_on    date not null,                -- first day as the document states it
    in_force_from   date not null,                -- first day in fact: that, or the day on which it came in
    source          text not null,                -- canonical TOML
    note            text not null,                -- why, in the manager's words
    created_by      text not null,                -- name of the person; empty for the command line
    created_at      timestamptz not null          -- UTC, milliseconds
);
create index plan_version_in_force_from on plan_version (in_force_from, id);
