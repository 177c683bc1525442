drop trigger erase_networks on people.participants;
drop trigger notify_of_networks on people.assignments;
drop function field.erase_networks, field.end_networks, field.drop_networks,
    field.accounts_knowing, field.notify_of_networks, field.network_records_of;
drop table field.ties, field.contacts, field.network_maps;
drop function people.known;
delete from field.revisions where kind in ('network_map', 'contact', 'tie');
delete from field.notices where kind in ('network_map', 'contact', 'tie');
