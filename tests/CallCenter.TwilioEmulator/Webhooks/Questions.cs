using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>
/// Webhooks whose answer is carried out: TwiML and inbound texts. On a bad day Twilio asks again, with the token that
/// tells a retry from its first attempt; the answer to the retry is the one that counts.
/// </summary>
internal sealed class Questions(WebhookSender sender, EmulatorClock clock, Exchange exchange, Faults faults)
{
    public async Task<DeliveryOutcome> Ask(WebhookRequest request)
    {
        var (fate, late) = faults.NextQuestion(request);
        switch (fate)
        {
            case QuestionFate.Twice:
                await sender.Send(request);
                return await sender.Send(request, again: true);
            case QuestionFate.Together:
                var both = await Task.WhenAll(sender.Send(request), sender.Send(request, again: true));
                return both[1];
            case QuestionFate.Late:
                clock.After(late, () => exchange.Start(() => sender.Send(request)));
                return await sender.Send(request, again: true);
            case QuestionFate.Once:
            default:
                return await sender.Send(request);
        }
    }
}
