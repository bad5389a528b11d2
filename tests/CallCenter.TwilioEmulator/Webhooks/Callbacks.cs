using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>
/// Notifications whose answer changes nothing: status, conference, recording, message. Each source's callbacks are
/// sent in order unless a fault says otherwise, which is kinder than Twilio and therefore has the faults.
/// </summary>
internal sealed class Callbacks(WebhookSender sender, EmulatorClock clock, Exchange exchange, Faults faults)
{
    private static readonly TimeSpan OutOfOrder = TimeSpan.FromSeconds(3);

    public Task Send(WebhookRequest request, Task after)
    {
        var (fate, late) = faults.NextCallback(request);
        switch (fate)
        {
            case CallbackFate.Drop:
                return after;
            case CallbackFate.Delay:
            case CallbackFate.Reorder:
                // Later callbacks do not wait for this one, so it may well arrive after them.
                Later(request, fate == CallbackFate.Delay ? late : OutOfOrder);
                return after;
            case CallbackFate.DuplicateLate:
                Later(request, late);
                return InTurn(request, after);
            case CallbackFate.Duplicate:
                return InTurn(request, InTurn(request, after));
            case CallbackFate.DuplicateTogether:
                return Task.WhenAll(InTurn(request, after), InTurn(request, after));
            case CallbackFate.Deliver:
            default:
                return InTurn(request, after);
        }
    }

    private void Later(WebhookRequest request, TimeSpan late) => clock.After(late, () => exchange.Start(() => sender.Send(request)));

    private async Task InTurn(WebhookRequest request, Task after)
    {
        using var busy = exchange.Hold();
        await after;
        await sender.Send(request);
    }
}
