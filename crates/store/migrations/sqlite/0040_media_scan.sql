-- What became of an attachment under the scan for personal data and secret marks, when it was uploaded. Files that were
-- refused have no row, nor have pictures of texts and scans of secrecy reviews.
create table media_scan (
    media    integer primary key references media (id) on delete cascade,
    extent   text not null check (extent in ('whole', 'partly', 'nothing', 'unreadable')), -- how much of it could be read
    doubtful text not null -- JSON: what somebody must look at, with its places; every datum masked
) strict;
