-- Files of special topics: uploaded for one, used by its revisions, public while its public revision uses them.
alter table media add column topic integer references topic (id); -- for which it was uploaded, unless for an item
create index media_topic on media (topic) where topic is not null;

create table topic_media (
    topic    integer not null,
    revision integer not null,
    address  text not null, -- /media/…
    primary key (topic, revision, address),
    foreign key (topic, revision) references topic_revision (topic, number)
) strict;
create index topic_media_address on topic_media (address);
