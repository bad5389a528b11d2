using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Timeline;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>
/// Notifications whose answer changes nothing: status, conference, recording, message. Each source's callbacks are
/// sent in order unless a fault says otherwise, which is kinder than Twilio and therefore has the faults.
/// </summary>
internal sealed class Callbacks(
    WebhookSender sender, EmulatorClock clock, Exchange exchange, Faults faults, TimelineBook timeline)
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

    private void Later(WebhookRequest request, TimeSpan late) => clock.After(late, () => exchange.Start(() => Deliver(request)));

    private async Task InTurn(WebhookRequest request, Task after)
    {
        using var busy = exchange.Hold();
        await after;
        await Deliver(request);
    }

    private async Task Deliver(WebhookRequest request)
    {
        var outcome = await sender.Send(request);
        if (outcome is { Succeeded: true, Body.Length: > 0 } && outcome.ContentType is not ("text/xml" or "application/xml"))
        {
            timeline.Warn(request.CallSid, $"12300 a callback was answered with {outcome.ContentType ?? "a body of no type"}; only TwiML or nothing is expected", request.Url);
        }
    }
}
