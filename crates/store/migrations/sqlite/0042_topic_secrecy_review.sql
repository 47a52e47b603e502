-- 保密审查 of topics, entered with the submission: one for each revision, the latest. The log keeps number and
-- fingerprint of each.
create table topic_secrecy_review (
    topic        integer not null,
    revision     integer not null,
    content_hash text not null,    -- of the page that was reviewed
    form         text not null,    -- domain::item::SecrecyReview as JSON
    recorded_by  integer not null, -- account
    recorded_at  text not null,
    primary key (topic, revision),
    foreign key (topic, revision) references topic_revision (topic, number)
) strict;
