using System.Net;
using System.Text.Json;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>What a nurse does within a call: other people in it, music that ends, the caller rung back. Nobody is ever alone with silence.</summary>
public sealed class InTheCall : IAsyncDisposable
{
    private const string Interpreter = "+15125550140", Marsh = "+15125550122";
    private NurseLine _line = null!;

    [Fact]
    public async Task Given_a_call_with_an_interpreter_and_a_consulted_doctor_when_the_doctor_takes_the_caller_and_leaves_then_she_is_back_with_a_nurse()
    {
        _line = await NurseLine.StartAsync();
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var james = await TalkAsync(nurse);

        await nurse.RingsAsync("line-0", "join");
        var interpreter = _line.Doctor(Interpreter);
        await interpreter.IsRung().Answers().Hears("This is the nurse line of Lakeside");
        Assert.Equal(3, await interpreter.PartiesAsync());
        await nurse.PressesAsync("42#");
        Assert.Contains((await james.CallAsync()).Heard, h => h is { Kind: "tone", Text: "42#" });
        Assert.Equal(HttpStatusCode.Conflict, (await TransferAsync(nurse)).Status);
        await interpreter.HangsUp();
        Assert.Equal(2, (await james.CallAsync()).Conference!.Parties);

        await nurse.RingsAsync("contact-dr-marsh", "consult");
        await james.Hears("The nurse is asking about your question");
        var marsh = _line.Doctor(Marsh);
        await marsh.IsRung().Answers().Hears("This is the nurse line of Lakeside");
        await nurse.SeesAsync("on-hold");
        await nurse.SeesPartyAsync("in-call");
        await nurse.WithPartyAsync("bring-in");
        await nurse.SeesAsync("connected");
        await nurse.WithPartyAsync("transfer");
        await nurse.SeesAsync("transferred");
        Assert.Equal("WrapUp", await nurse.PresenceAsync());
        await nurse.FinishesWrapUpAsync("escalated");
        Assert.Equal("Available", await nurse.PresenceAsync());
        Assert.Equal(2, (await james.CallAsync()).Conference!.Parties);

        await marsh.HangsUp();
        await james.Hears("The other line has ended").Presses("1").IsWaiting();
        await nurse.AcceptsAsync();
        Assert.Equal("Urgent", (await nurse.CallAsync()).GetProperty("urgency").GetString());
        await nurse.EndsCallAsync();
        await nurse.FinishesWrapUpAsync("advised");
        await NoDeadAirAsync(james);
        await _line.Silence.AssertAsync();
    }

    [Fact]
    public async Task Given_a_caller_forgotten_on_hold_when_the_limit_passes_then_the_nurse_is_rung_and_the_caller_is_back_by_herself()
    {
        _line = await NurseLine.StartAsync();
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var james = await TalkAsync(nurse);

        await nurse.RingsAsync("contact-dr-marsh", "consult");
        await james.Hears("The nurse is asking about your question");
        var marsh = _line.Doctor(Marsh);
        await marsh.IsRung().DoesNotAnswer();
        await _line.UntilAsync(async () => (await nurse.CallAsync()).GetProperty("holdOverdue").GetBoolean(), TimeSpan.FromSeconds(200), () => Task.FromResult("Her nurse is not rung."));
        await james.Hears("The nurse will be right back");
        await nurse.SeesAsync("connected");

        await _line.Phones.BehaveAsync(Marsh, "machine");
        await nurse.RingsAsync("contact-dr-marsh", "transfer");
        await marsh.IsRung().DoesNotAnswer();
        await nurse.SeesPartyAsync("over");
        Assert.Equal("machine", (await nurse.CallAsync()).GetProperty("parties").EnumerateArray().Last().GetProperty("result").GetString());
        Assert.Equal("connected", (await nurse.CallAsync()).GetProperty("state").GetString());
        await nurse.EndsCallAsync();
        await nurse.FinishesWrapUpAsync("advised");
        await NoDeadAirAsync(james);
        await _line.Silence.AssertAsync();
    }

    [Fact]
    public async Task Given_an_urgent_caller_who_drops_when_the_nurse_rings_back_then_every_known_number_is_tried_and_nothing_is_left_on_a_machine()
    {
        _line = await NurseLine.StartAsync();
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var james = await TalkAsync(nurse, danger: "1", identified: true);
        await james.HangsUp();
        await nurse.SeesAsync("wrap-up");
        Assert.True((await nurse.CallAsync()).GetProperty("droppedUrgent").GetBoolean());

        await _line.Phones.BehaveAsync("+15125550112", "machine");
        await nurse.Server.CommandAsync(HttpMethod.Post, $"api/calls/{nurse.CallId}/call-back", null);
        await nurse.JoinsHerOwnAsync(nurse.CallId);
        var his = _line.Doctor("+15125550112");
        await his.IsRung().DoesNotAnswer();
        Assert.DoesNotContain((await _line.Phones.CallsAsync()).Single(c => c.Direction == "outbound-api" && c.To == "+15125550112").Heard, h => h.Kind == "say");
        var tess = _line.Doctor("+15125550111");
        await tess.IsRung().Answers().Hears("This is the nurse line calling");
        await nurse.SeesAsync("connected");
        Assert.Equal(2, await tess.PartiesAsync());
        await nurse.EndsCallAsync();
        await nurse.FinishesWrapUpAsync("advised");

        // From her card, and nobody is there.
        await nurse.AwayAsync();
        await _line.Phones.BehaveAsync("+15125550111", "busy");
        var patient = DemoWorld.Rows(_line.Settings.Database, "SELECT PatientId FROM Calls WHERE PatientId IS NOT NULL")[0][0].ToString();
        var call = await nurse.Server.CommandAsync(HttpMethod.Post, $"api/patients/{patient}/call", new { number = "+15125550111" });
        await nurse.JoinsHerOwnAsync(call.GetProperty("callId").GetGuid());
        await tess.IsRung().DoesNotAnswer();
        await nurse.SeesAsync("wrap-up");
        Assert.Equal("nobody answered", (await nurse.CallAsync()).GetProperty("endReason").GetString());
        Assert.All((await _line.Phones.CallsAsync()).Where(c => c.Direction == "outbound-api"), c => Assert.Equal(NurseLine.Lakeside, c.From));
        await nurse.FinishesWrapUpAsync("no-contact");
        await _line.Silence.AssertAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed) TestContext.Current.TestOutputHelper!.WriteLine(_line.Story());
        await _line.DisposeAsync();
    }

    private async Task<Caller> TalkAsync(DeskNurse nurse, string danger = "2", bool identified = true)
    {
        await nurse.GoesAvailableAsync();
        var james = _line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued(identified ? "03141948" : "*", danger);
        await nurse.AcceptsAsync();
        await james.TalksWithNurse();
        return james;
    }

    private static async Task<(HttpStatusCode Status, string Text)> TransferAsync(DeskNurse nurse)
    {
        var party = (await nurse.CallAsync()).GetProperty("parties").EnumerateArray().Last().GetProperty("partyId").GetGuid();
        return await nurse.Server.TryAsync(HttpMethod.Post, $"api/calls/{nurse.CallId}/parties/{party}/transfer", null);
    }

    private static async Task NoDeadAirAsync(Caller caller) => Assert.DoesNotContain((await caller.CallAsync()).Heard, h => h.Kind == "dead-air");
}
