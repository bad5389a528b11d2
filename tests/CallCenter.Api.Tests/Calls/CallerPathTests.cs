using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Calls;

/// <summary>From the first ring to the queue: what the caller hears and presses, and what the nurse then sees.</summary>
public sealed class CallerPathTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Lakeside = "+15125550101";
    private const string James = "+15125550112";

    private TestTwilio Twilio => new(shared.App);

    [Fact]
    public async Task Emergency_sentence_and_notice_are_heard_in_both_languages_before_any_choice()
    {
        var call = await Twilio.Dials(James, Lakeside).RingsAsync();

        Assert.Equal(["Say", "Say", "Gather", "Redirect"], call.Now.Verbs);
        Assert.Contains("hang up and dial 911", call.Now.Text, StringComparison.Ordinal);
        Assert.Contains("cuelgue y marque el 911", call.Now.Text, StringComparison.Ordinal);
        Assert.Contains("may be monitored and recorded", call.Now.Text, StringComparison.Ordinal);
        Assert.Contains("puede ser supervisada y grabada", call.Now.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caregiver_with_the_right_birth_date_arrives_in_the_queue_with_a_proved_identity()
    {
        var call = await QueuedAsync(James, "1", "03141948", "2");

        var item = await ItemAsync(call);
        Assert.Equal(("J. Okonjo (husband)", UrgencyName.Routine, "en-US"), (item.CallerLabel, item.Urgency, item.Language));
        var view = await ViewAsync(item.CallId);
        Assert.Equal(("caregiver", true, true, "Tess Okonjo"), (view.Caller.Kind, view.Caller.Verified, view.Caller.MayBeSpokenTo, view.Caller.PatientName));
        await call.HangsUpAsync();
    }

    [Fact]
    public async Task An_unknown_caller_without_a_birth_date_is_never_blocked()
    {
        var call = await QueuedAsync("+13035550199", "1", "*", "2");

        var item = await ItemAsync(call);
        Assert.Equal("Unknown caller", item.CallerLabel);
        Assert.False((await ViewAsync(item.CallId)).Caller.Verified);
        await call.HangsUpAsync();
    }

    [Fact]
    public async Task A_wrong_birth_date_is_asked_once_more_and_then_the_call_goes_on_unproved()
    {
        var call = await Twilio.Dials(James, Lakeside).RingsAsync();
        await call.PressesAsync("1");
        await call.PressesAsync("01011950");
        Assert.Contains("once more", call.Now.Text, StringComparison.Ordinal);
        await call.PressesAsync("01011951");
        Assert.Contains("trouble breathing", call.Now.Text, StringComparison.Ordinal);
        await call.PressesAsync("2");

        Assert.False((await ViewAsync((await ItemAsync(call)).CallId)).Caller.Verified);
        await call.HangsUpAsync();
    }

    [Fact]
    public async Task Spanish_is_spoken_from_the_choice_on()
    {
        var call = await Twilio.Dials("+12125550115", "+12125550102").RingsAsync();
        await call.PressesAsync("2");
        Assert.Contains("fecha de nacimiento", call.Now.Text, StringComparison.Ordinal);
        await call.PressesAsync("11201951");
        Assert.Contains("dificultad para respirar", call.Now.Text, StringComparison.Ordinal);
        Assert.Equal("es-US", call.Now.Verb("Gather")!.Attribute("language")!.Value);
        await call.SaysAsync("no");

        var item = await ItemAsync(call);
        Assert.Equal(("es-US", UrgencyName.Routine), (item.Language, item.Urgency));
        await call.HangsUpAsync();
    }

    [Fact]
    public async Task Silence_at_the_danger_question_jumps_the_queue()
    {
        var routine = await QueuedAsync(James, "1", "03141948", "2");
        var silent = await Twilio.Dials("+13035550198", Lakeside).RingsAsync();
        await silent.PressesAsync("1");
        await silent.IsSilentAsync();
        await silent.IsSilentAsync();

        var order = (await QueueAsync()).Select(i => i.CallId).ToList();
        var (first, second) = (await ItemAsync(silent), await ItemAsync(routine));
        Assert.Equal((UrgencyName.Emergent, "danger question: silence, counts as yes"), (first.Urgency, first.Reason));
        Assert.True(order.IndexOf(first.CallId) < order.IndexOf(second.CallId));
        await silent.HangsUpAsync();
        await routine.HangsUpAsync();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_while_waiting_is_abandoned_with_a_reason_and_leaves_the_queue()
    {
        var call = await QueuedAsync(James, "1", "03141948", "2");
        var id = (await ItemAsync(call)).CallId;

        await call.HangsUpAsync();
        await call.HangsUpAsync();

        var view = await ViewAsync(id);
        Assert.Equal(("abandoned", "caller hung up"), (view.State, view.EndReason));
        Assert.Single(view.Timeline, e => e.Kind == "caller-left");
        Assert.DoesNotContain(await QueueAsync(), i => i.CallId == id);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_changes_nothing()
    {
        var call = Twilio.Dials(James, Lakeside);
        var first = await Twilio.AskAsync("/twilio/voice/inbound", call.Form("ringing"));
        var again = await Twilio.AskAsync("/twilio/voice/inbound", call.Form("ringing"));

        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal(1L, await shared.App.ScalarAsync($"SELECT COUNT(*) FROM Legs WHERE CallSid = '{call.Sid}'"));
    }

    [Fact]
    public async Task An_answer_to_an_earlier_question_that_comes_late_gets_what_the_state_says_now()
    {
        var call = await Twilio.Dials(James, Lakeside).RingsAsync();
        var language = call.Now.Action;
        await call.PressesAsync("1");
        await call.PressesAsync("03141948");
        await call.PressesAsync("2");

        var late = await Twilio.AskAsync(language, [.. call.Form("in-progress"), ("Digits", "2")]);

        Assert.Contains("Enqueue", late.Verbs);
        Assert.Equal("en-US", (await ItemAsync(call)).Language);
        await call.HangsUpAsync();
    }

    private async Task<CallOnTheLine> QueuedAsync(string from, string language, string birthDate, string danger)
    {
        var call = await Twilio.Dials(from, Lakeside).RingsAsync();
        await call.PressesAsync(language);
        await call.PressesAsync(birthDate);
        await call.PressesAsync(danger);
        Assert.Contains("Enqueue", call.Now.Verbs);
        return call;
    }

    private async Task<IReadOnlyList<QueueItem>> QueueAsync()
    {
        using var nurse = await shared.App.SignInAsync("supervisor@demo");
        return (await nurse.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items;
    }

    private async Task<QueueItem> ItemAsync(CallOnTheLine call)
    {
        var id = Guid.Parse((string)(await shared.App.ScalarAsync($"SELECT CallId FROM Legs WHERE CallSid = '{call.Sid}'"))!);
        return Assert.Single(await QueueAsync(), i => i.CallId == id);
    }

    private async Task<CallView> ViewAsync(Guid callId)
    {
        using var nurse = await shared.App.SignInAsync("supervisor@demo");
        return (await nurse.GetFromJsonAsync<CallView>($"api/calls/{callId}"))!;
    }
}
