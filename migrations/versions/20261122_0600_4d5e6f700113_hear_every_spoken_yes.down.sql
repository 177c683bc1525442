drop trigger check_recording on people.consents;
drop function people.check_recording;
