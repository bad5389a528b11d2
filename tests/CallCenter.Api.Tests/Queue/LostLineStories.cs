using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Pilar waits, and the callback that says her line has ended never comes: each minute somebody looks, and she does not wait for ever.</summary>
public sealed class LostLineStories : QueueStory
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(61);

    private protected override bool WithNetwork => true;

    [Fact]
    public async Task Her_line_has_ended_and_the_next_look_closes_the_call()
    {
        var pilar = await WaitingAsync(Pilar);
        Network!.Knows = _ => "completed";
        await LookAsync(pilar, 1);
        await LeftAsync("line completed (found by reconciliation)");
    }

    [Fact]
    public async Task The_network_does_not_know_her_line_twice_in_a_row_and_the_call_is_closed()
    {
        var pilar = await WaitingAsync(Pilar);
        Network!.Knows = _ => null;
        await LookAsync(pilar, 1);
        await AskedAgainAsync();
        await RowAsync();
        await LookAsync(pilar, 2);
        await LeftAsync("line unknown (found by reconciliation)");
    }

    [Fact]
    public async Task The_network_does_not_know_her_line_once_and_she_keeps_her_place()
    {
        var pilar = await WaitingAsync(Pilar);
        foreach (var look in new[] { 1, 3 })
        {
            Network!.Knows = _ => null;
            await LookAsync(pilar, look);
            await AskedAgainAsync();
            Network.Knows = _ => "in-progress";
            await LookAsync(pilar, look + 1);
        }

        await RowAsync();
        await pilar.HangsUpAsync();
    }

    [Fact]
    public async Task She_was_in_danger_and_as_soon_as_a_nurse_is_free_she_is_rung_back()
    {
        var pilar = await WaitingAsync(Pilar, danger: "1");
        Network!.Knows = _ => null;
        await LookAsync(pilar, 1);
        await AskedAgainAsync();
        await LookAsync(pilar, 2);
        await AvailableAsync(Maria);
        await Eventually.HoldsAsync(() => Task.FromResult(Network.Dialled.Count == 1), "Nobody rang her back.");
        Assert.Single(await App.AuditTrailAsync(), a => a.Verb == "danger-call-back");
    }

    private async Task LookAsync(CallOnTheLine caller, int looks)
    {
        Clock.Advance(Look);
        await Eventually.HoldsAsync(() => Task.FromResult(Network!.LookedFor(caller.Sid) == looks), "Nobody looked for her line.");
        await Eventually.HoldsAsync(async () => await App.ScalarAsync("SELECT COUNT(*) FROM Outbox WHERE Kind = 'calls.reconcile' AND State <> 'Sent'") is 0L, "The look was not finished.");
    }

    private Task AskedAgainAsync() =>
        Eventually.HoldsAsync(async () => await App.ScalarAsync("SELECT COUNT(*) FROM Timers WHERE Kind = 'reconcile' AND Version = 1") is 1L, "Nobody is going to look again.");

    private async Task LeftAsync(string reason)
    {
        await Eventually.HoldsAsync(async () => (await QueueAsync()).Count == 0, "She still waits.");
        Assert.Equal(reason, await App.ScalarAsync("SELECT EndReason FROM Calls"));
    }
}
