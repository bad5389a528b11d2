using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>
/// Notifications whose answer changes nothing: status, conference, recording, message. Each source's callbacks are
/// sent in order unless a fault says otherwise, which is kinder than Twilio and therefore has the faults.
/// </summary>
internal sealed class Callbacks(WebhookSender sender, EmulatorClock clock, Exchange exchange, Faults faults)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    public Task Send(WebhookRequest request, Task after)
    {
        var fate = faults.NextCallback();
        if (fate == CallbackFate.Drop)
        {
            return after;
        }

        if (fate is CallbackFate.Delay or CallbackFate.Reorder)
        {
            // Later callbacks do not wait for this one, so it may well arrive after them.
            clock.After(fate == CallbackFate.Delay ? faults.Delay : Late, () => exchange.Start(() => sender.Send(request)));
            return after;
        }

        return InTurn(request, after, fate == CallbackFate.Duplicate ? 2 : 1);
    }

    private async Task InTurn(WebhookRequest request, Task after, int times)
    {
        using var busy = exchange.Hold();
        await after;
        for (var i = 0; i < times; i++)
        {
            await sender.Send(request);
        }
    }
}
