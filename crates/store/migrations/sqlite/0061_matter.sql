-- What single duties are read from: policy documents that may lack an interpretation, letters that wait for an answer.
create index publication_documents on publication (published_at) where kind = 'policy-document';
create index report_open on report (received_at) where state <> 'closed';
