using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class ConferenceTests
{
    private const string All = "start end join leave mute hold modify speaker announcement";

    [Fact]
    public async Task It_starts_with_two_and_tells_the_first_ones_callback_in_order()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator, nurse: $"statusCallback=\"/other\" statusCallbackEvent=\"{All}\"");

        Assert.Equal(["participant-join", "participant-join", "conference-start"], Events(emulator));
        Assert.Equal(["1", "2", "3"], emulator.Application.Requests("/conf").Select(r => r["SequenceNumber"]!));
        Assert.Empty(emulator.Application.Requests("/other"));
        var join = emulator.Application.Requests("/conf")[0];
        Assert.Equal(caller.Sid, join["CallSid"]);
        Assert.Equal("caller", join["ParticipantLabel"]);
        Assert.Equal("true", join["EndConferenceOnExit"]);
        Assert.Equal("true", join["StartConferenceOnEnter"]);
        Assert.Equal("false", join["Muted"]);
        await nurse.Say("How can I help?");
        Assert.Equal(["How can I help?"], await caller.Heard("voice"));
    }

    [Fact]
    public async Task One_alone_waits_with_music_and_starts_nothing()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial><Conference>room</Conference></Dial>");
        var call = await emulator.Dial();
        await emulator.Advance(40);
        Assert.Equal("init", (await Room(emulator)).GetProperty("status").GetString());
        Assert.NotEmpty(await call.Heard("music"));
        Assert.Empty(await call.Heard("dead-air"));
    }

    [Fact]
    public async Task A_wait_document_that_runs_out_leaves_silence()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial><Conference waitUrl=\"/wait\">room</Conference></Dial>");
        emulator.Application.Twiml("/wait", "<Say>One moment</Say><Gather/>");
        var call = await emulator.Dial();
        await emulator.Advance(20);
        Assert.Equal(["One moment"], await call.Heard());
        Assert.Single(await call.Heard("dead-air"));
        Assert.Contains(await emulator.Warnings(), w => w.Contains("Gather"));
    }

    [Fact]
    public async Task When_the_caller_with_the_end_flag_leaves_it_ends_and_the_other_goes_to_its_action()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/after", "<Pause length=\"5\"/>");
        await caller.HangUp();

        Assert.Equal("answered", emulator.Application.Last("/after")["DialCallStatus"]);
        Assert.Null(emulator.Application.Last("/after")["DialCallSid"]);
        Assert.Equal(nurse.Sid, emulator.Application.Last("/after")["CallSid"]);
        var end = emulator.Application.Requests("/conf").Single(r => r["StatusCallbackEvent"] == "conference-end");
        Assert.Equal("participant-with-end-conference-on-exit-left", end["ReasonConferenceEnded"]);
        Assert.Equal(caller.Sid, end["CallSidEndingConference"]);
        var leaves = emulator.Application.Requests("/conf").Where(r => r["StatusCallbackEvent"] == "participant-leave").ToList();
        Assert.Equal(["participant_hung_up", "moderator_ended_conference"], leaves.Select(l => l["ReasonParticipantLeft"]!));
        Assert.Equal(["completed", "in-progress"], leaves.Select(l => l["ParticipantCallStatus"]!));
    }

    [Fact]
    public async Task When_the_nurse_drops_the_caller_stays_and_hears_dead_air()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        await nurse.HangUp();
        Assert.Equal("conference", await caller.WaitsFor());
        await emulator.Advance(16);
        Assert.Single(await caller.Heard("dead-air"));
    }

    [Fact]
    public async Task Hold_plays_music_by_get_and_the_end_flag_cannot_be_changed_meanwhile()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, _) = await Talk(emulator);
        emulator.Application.Twiml("/hold", "<Say>Please hold</Say>");
        var held = await emulator.Post("Conferences/room/Participants/caller.json", ("Hold", "true"), ("HoldUrl", emulator.Application.Url("/hold")));
        Assert.True(held.GetProperty("hold").GetBoolean());
        await emulator.Settle();
        Assert.Equal("GET", emulator.Application.Last("/hold").Method);
        Assert.Contains("Please hold", await caller.Heard());

        var tried = await emulator.Post("Conferences/room/Participants/caller.json", ("EndConferenceOnExit", "false"));
        Assert.True(tried.GetProperty("end_conference_on_exit").GetBoolean());
        await emulator.Post("Conferences/room/Participants/caller.json", ("Hold", "false"));
        var changed = await emulator.Post($"Conferences/room/Participants/{caller.Sid}.json", ("EndConferenceOnExit", "false"));
        Assert.False(changed.GetProperty("end_conference_on_exit").GetBoolean());
        await emulator.Settle();
        Assert.Equal(["participant-hold", "participant-unhold", "participant-modify"], Events(emulator).Skip(3));
    }

    [Fact]
    public async Task Removing_a_participant_lets_its_call_go_on_with_its_document()
    {
        await using var emulator = await TestEmulator.Begin();
        var (_, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/after", "<Say>You have left</Say><Pause length=\"9\"/>");
        await emulator.Rest(HttpMethod.Delete, $"Conferences/room/Participants/{nurse.Sid}.json", 204);
        await emulator.Settle();
        Assert.Contains("You have left", await nurse.Heard());
        await emulator.Rest(HttpMethod.Get, $"Conferences/room/Participants/{nurse.Sid}.json", 404);
    }

    [Fact]
    public async Task A_label_used_twice_is_16025_and_the_call_goes_on_with_the_next_verb()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial action=\"/after\"><Conference participantLabel=\"caller\">room</Conference></Dial><Say>Taken</Say><Pause length=\"5\"/>");
        await emulator.Dial();
        var second = await emulator.Dial("+15125550112");
        Assert.Empty(emulator.Application.Requests("/after"));
        Assert.Equal(["Taken"], await second.Heard());
        Assert.Contains(await emulator.Warnings(), w => w.StartsWith("16025"));
    }

    [Fact]
    public async Task Ended_by_rest_it_says_so_and_its_name_opens_a_new_room()
    {
        await using var emulator = await TestEmulator.Begin();
        await Talk(emulator);
        var old = await Room(emulator);
        await emulator.Post($"Conferences/{old.GetProperty("sid").GetString()}.json", ("Status", "completed"));
        await emulator.Settle();
        Assert.Equal("conference-ended-via-api", emulator.Application.Last("/conf")["ReasonConferenceEnded"]);
        Assert.Empty((await emulator.Get($"Conferences/{old.GetProperty("sid").GetString()}/Participants.json")).GetProperty("participants").EnumerateArray());
        await Talk(emulator, from: "+15125550113");
        Assert.NotEqual(old.GetProperty("sid").GetString(), (await Room(emulator)).GetProperty("sid").GetString());
    }

    [Fact]
    public async Task A_participant_made_by_rest_is_dialled_and_joins_when_it_answers()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial><Conference beep=\"false\">room</Conference></Dial>");
        var caller = await emulator.Dial();
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        var made = await emulator.Post("Conferences/room/Participants.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Label", "doctor"));
        Assert.Equal("queued", made.GetProperty("status").GetString());
        await emulator.Settle();
        const string doctor = "Conferences/room/Participants/doctor.json";
        Assert.Equal("ringing", (await emulator.Get(doctor)).GetProperty("status").GetString());
        await emulator.Advance(2);
        Assert.Equal("connected", (await emulator.Get(doctor)).GetProperty("status").GetString());
        await emulator.Call(made.GetProperty("call_sid").GetString()!).Say("Doctor here");
        Assert.Equal(["Doctor here"], await caller.Heard("voice"));
    }

    [Fact]
    public async Task A_coach_is_heard_by_the_coached_only()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/inbound", $"<Dial><Conference coach=\"{nurse.Sid}\" startConferenceOnEnter=\"false\" beep=\"false\">room</Conference></Dial>");
        var coach = await emulator.Dial("+15125550130");
        await coach.Say("Ask about the weight");
        Assert.Equal(["Ask about the weight"], await nurse.Heard("voice"));
        Assert.Empty(await caller.Heard("voice"));
    }

    [Fact]
    public async Task A_muted_participant_hears_all_and_is_heard_by_nobody_until_rest_says_by_whom()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/inbound", "<Dial><Conference participantLabel=\"listener\" muted=\"true\" startConferenceOnEnter=\"false\" beep=\"false\">room</Conference></Dial>");
        var listener = await emulator.Dial("+15125550130");
        await listener.Say("Nobody hears this");
        await nurse.Say("How can I help?");
        await caller.Say("My ankle");
        Assert.Equal(["How can I help?", "My ankle"], await listener.Heard("voice"));

        await ListenerIs(emulator, ("Muted", "false"), ("Coaching", "true"), ("CallSidToCoach", nurse.Sid));
        await listener.Say("Ask about the weight");
        await ListenerIs(emulator, ("Muted", "false"), ("Coaching", "false"));
        await listener.Say("Hello to both");
        await ListenerIs(emulator, ("Muted", "true"), ("Coaching", "false"));
        await listener.Say("Nobody hears this either");

        Assert.Equal(["My ankle", "Ask about the weight", "Hello to both"], await nurse.Heard("voice"));
        Assert.Equal(["How can I help?", "Hello to both"], await caller.Heard("voice"));
        Assert.Equal(["participant-unmute", "participant-modify", "participant-modify", "participant-mute", "participant-modify"], Events(emulator).Skip(4));
        var refused = await emulator.Rest(HttpMethod.Post, "Conferences/room/Participants/listener.json", 400, ("Coaching", "true"), ("CallSidToCoach", "CA00000000000000000000000000000000"));
        Assert.Equal(13240, refused.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_caller_left_with_somebody_who_cannot_be_heard_hears_dead_air()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/inbound", "<Dial><Conference muted=\"true\" startConferenceOnEnter=\"false\" beep=\"false\">room</Conference></Dial>");
        await emulator.Dial("+15125550130");
        await nurse.HangUp();
        await emulator.Advance(16);
        Assert.Single(await caller.Heard("dead-air"));
    }

    [Fact]
    public async Task Without_its_wait_document_a_leg_is_not_in_the_conference_and_goes_to_its_action()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.On("/wait", (_, context) => Task.FromResult(context.Response.StatusCode = 500));
        emulator.Application.Twiml("/inbound", "<Dial action=\"/after\"><Conference waitUrl=\"/wait\" statusCallback=\"/conf\" statusCallbackEvent=\"join leave\">room</Conference></Dial>");
        emulator.Application.Twiml("/after", "<Pause length=\"60\"/>");
        var call = await emulator.Dial();
        Assert.Equal("failed", emulator.Application.Last("/after")["DialCallStatus"]);
        Assert.Equal(["participant-join", "participant-leave"], Events(emulator));
        Assert.Equal("participant_add_failed", emulator.Application.Last("/conf")["ReasonParticipantLeft"]);
        Assert.Equal("in-progress", await call.Status());
    }

    [Fact]
    public async Task A_participant_being_rung_is_listed_as_ringing_and_may_be_recorded()
    {
        await using var emulator = await TestEmulator.Begin();
        await Talk(emulator);
        var made = await emulator.Rest(HttpMethod.Post, "Conferences/room/Participants.json", 201, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Label", "doctor"),
            ("Record", "true"), ("RecordingStatusCallback", emulator.Application.Url("/recording")), ("RecordingChannels", "dual"));
        await emulator.Advance(1);
        var listed = (await emulator.Get("Conferences/room/Participants.json")).GetProperty("participants").EnumerateArray().ToDictionary(p => p.GetProperty("label").GetString()!, p => p.GetProperty("status").GetString());
        Assert.Equal(("connected", "ringing"), (listed["caller"], listed["doctor"]));
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}/answer");
        await emulator.Advance(8);
        await emulator.Call(made.GetProperty("call_sid").GetString()!).HangUp();
        await emulator.Advance(1);
        Assert.Equal(("8", "2", "OutboundAPI"), (emulator.Application.Last("/recording")["RecordingDuration"], emulator.Application.Last("/recording")["RecordingChannels"], emulator.Application.Last("/recording")["RecordingSource"]));
    }

    [Fact]
    public async Task What_one_who_waits_hears_and_whether_she_beeps_can_be_changed()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial><Conference participantLabel=\"caller\" beep=\"false\" waitUrl=\"\">room</Conference></Dial>");
        emulator.Application.Twiml("/other", "<Say>Other words</Say>");
        var caller = await emulator.Dial();
        await emulator.Post("Conferences/room/Participants/caller.json", ("WaitUrl", emulator.Application.Url("/other")), ("BeepOnExit", "true"));
        await emulator.Settle();
        Assert.Equal(["Other words"], await caller.Heard());
        emulator.Application.Twiml("/inbound", "<Dial><Conference beep=\"false\">room</Conference></Dial>");
        var nurse = await emulator.Dial("+15125550139");
        await caller.HangUp();
        Assert.Single(await nurse.Heard("beep"));
    }

    [Fact]
    public async Task A_leg_that_drops_out_of_the_room_lives_on_with_its_document()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/after", "<Say>You fell out</Say><Pause length=\"60\"/>");
        await emulator.Control($"/emulator/calls/{nurse.Sid}/leave-conference");
        await emulator.Settle();
        Assert.Equal(("in-progress", "in-progress"), (await nurse.Status(), await caller.Status()));
        Assert.Equal(["You fell out"], await nurse.Heard());
        Assert.Equal("in-progress", emulator.Application.Last("/conf")["ParticipantCallStatus"]);
        using var again = await emulator.Http.PostAsync($"/emulator/calls/{nurse.Sid}/leave-conference", null);
        Assert.Equal(409, (int)again.StatusCode);
    }

    [Fact]
    public async Task A_leg_can_die_without_the_rooms_callback()
    {
        await using var emulator = await TestEmulator.Begin();
        var (_, nurse) = await Talk(emulator);
        await emulator.Control("/emulator/faults", new { aimed = new[] { new { fault = "drop", at = $"participant-leave CallSid={nurse.Sid}" } } });
        await nurse.HangUp();
        Assert.Equal("completed", await nurse.Status());
        Assert.DoesNotContain("participant-leave", Events(emulator));
        Assert.Single((await emulator.Get("Conferences/room/Participants.json")).GetProperty("participants").EnumerateArray());
    }

    [Fact]
    public async Task An_announcement_is_heard_by_all_and_its_end_is_told()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        emulator.Application.Twiml("/announce", "<Say>An interpreter is joining</Say>");
        await emulator.Post($"Conferences/{(await Room(emulator)).GetProperty("sid").GetString()}.json", ("AnnounceUrl", emulator.Application.Url("/announce")));
        await emulator.Advance(5);
        Assert.Equal(["An interpreter is joining"], await caller.Heard());
        Assert.Equal(["An interpreter is joining"], await nurse.Heard());
        Assert.Equal("announcement-end", emulator.Application.Last("/conf")["StatusCallbackEvent"]);
    }

    [Fact]
    public async Task A_recording_starts_with_the_second_party_and_can_be_paused()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial><Conference record=\"record-from-start\" recordingStatusCallback=\"/recording\" beep=\"false\">room</Conference></Dial>");
        await emulator.Dial();
        await emulator.Advance(30);
        Assert.Empty((await emulator.Get("Recordings.json")).GetProperty("recordings").EnumerateArray());
        await emulator.Dial("+15125550139");
        var room = (await Room(emulator)).GetProperty("sid").GetString();
        await emulator.Advance(10);
        var current = $"Conferences/{room}/Recordings/Twilio.CURRENT.json";
        await emulator.Post(current, ("Status", "paused"), ("PauseBehavior", "skip"));
        await emulator.Advance(100);
        await emulator.Post(current, ("Status", "in-progress"));
        await emulator.Advance(5);
        await emulator.Post(current, ("Status", "paused")); // as silence, which stays in the file
        await emulator.Advance(30);
        await emulator.Rest(HttpMethod.Post, current, 400, ("Status", "paused"), ("PauseBehavior", "cut"));
        await emulator.Post($"Conferences/{room}.json", ("Status", "completed"));
        await emulator.Advance(1);
        var told = emulator.Application.Last("/recording");
        Assert.Equal(("45", "completed", room, "Conference"), (told["RecordingDuration"], told["RecordingStatus"], told["ConferenceSid"], told["RecordingSource"]));
        Assert.Equal("1", told["RecordingChannels"]);
    }

    private static async Task ListenerIs(TestEmulator emulator, params (string Name, string Value)[] form)
    {
        await emulator.Post("Conferences/room/Participants/listener.json", form);
        await emulator.Settle();
    }

    private static async Task<JsonElement> Room(TestEmulator emulator) =>
        (await emulator.Get("Conferences.json?FriendlyName=room")).GetProperty("conferences")[0];

    private static List<string> Events(TestEmulator emulator) =>
        [.. emulator.Application.Requests("/conf").Select(r => r["StatusCallbackEvent"]!)];

    private static async Task<(TestCall Caller, TestCall Nurse)> Talk(TestEmulator emulator, string nurse = "", string from = TestEmulator.Caller)
    {
        emulator.Application.Twiml("/inbound", $"<Dial><Conference participantLabel=\"caller\" beep=\"false\" endConferenceOnExit=\"true\" statusCallback=\"/conf\" statusCallbackEvent=\"{All}\">room</Conference></Dial>");
        var caller = await emulator.Dial(from);
        emulator.Application.Twiml("/inbound", $"<Dial action=\"/after\"><Conference participantLabel=\"nurse-1\" beep=\"false\" {nurse}>room</Conference></Dial>");
        return (caller, await emulator.Dial("+15125550139"));
    }
}
