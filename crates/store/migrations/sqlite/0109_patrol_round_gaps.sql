-- What a round has not seen: pages for which it had no room, and certificates that nobody could look at.
alter table patrol_round add column left_out integer not null default 0; -- pages
alter table patrol_round add column unseen text not null default '[]'; -- JSON list of domain::patrol::UnseenCertificate
