-- Texts of a revision that another took the place of. What the server has acknowledged is lost by no save of somebody else
-- and by no return: it stays readable beside the revision, for those who may read the draft.
create table replaced_text (
    item         integer not null,
    revision     integer not null, -- its number
    version      integer not null, -- of the revision, while this was its text
    title        text not null,
    body         text not null, -- sanitised HTML
    body_seal    text not null, -- proof of the sanitiser, see documents::html
    content      text not null, -- the rest of the content as JSON
    content_hash text not null, -- SHA-256 over everything the author wrote
    saved_name   text not null, -- who had saved it
    saved_at     text not null,
    replaced_at  text not null, -- when it was saved over, returned or recalled
    why          text not null check (why in ('other-author', 'instead', 'returned', 'recalled')),
    primary key (item, revision, version),
    foreign key (item, revision) references revision (item, number) on delete cascade
) strict;

-- The account of the last save, since two people may have one name; null for an import, and for what was saved before.
alter table revision add column saved_by integer;
