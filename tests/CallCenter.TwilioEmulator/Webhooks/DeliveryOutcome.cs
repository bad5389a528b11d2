namespace CallCenter.TwilioEmulator.Webhooks;

internal enum DeliveryFailure
{
    None,
    Connect,
    Slow,
    Broken,
    TooManyRedirects,
}

/// <summary>What came back from one webhook: an HTTP answer, or the way it failed.</summary>
internal sealed record DeliveryOutcome(DeliveryFailure Failure, int? Status, string? ContentType, string Body, string FinalUrl)
{
    public bool Succeeded => Failure == DeliveryFailure.None && Status is >= 200 and < 300;

    /// <summary>Twilio's error for a document that could not be fetched.</summary>
    public int ErrorCode => Failure switch
    {
        DeliveryFailure.Connect => 11205,
        DeliveryFailure.TooManyRedirects => 11215,
        DeliveryFailure.None or DeliveryFailure.Slow or DeliveryFailure.Broken => 11200,
    };
}
