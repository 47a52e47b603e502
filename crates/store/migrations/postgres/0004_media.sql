-- Uploaded files. The bytes lie in the object store under the hash of their content.
create table media (
    id          bigint generated always as identity primary key,
    kind        text not null check (kind in ('picture', 'attachment', 'secrecy-scan')),
    hash        text not null,   -- SHA-256 of the stored bytes
    address     text not null,   -- /media/{hash prefix}/{name}; a scan is not served there
    name        text not null,   -- as the reader sees it
    mime        text not null,   -- what it really is
    size        bigint not null, -- bytes
    width       integer,         -- of a picture, in pixels
    height      integer,
    item        bigint references item (id) on delete set null,
    uploaded_by bigint,          -- account
    unit        text not null,   -- unit of the uploader
    uploaded_at timestamptz not null
);
create index media_address on media (address);
create index media_item on media (item);

-- Which revision uses which file; a file is public while a live revision uses it.
create table revision_media (
    item     bigint not null,
    revision integer not null,
    address  text not null,
    primary key (item, revision, address),
    foreign key (item, revision) references revision (item, number) on delete cascade
);
create index revision_media_address on revision_media (address);
