using CallCenter.Api.Features.EhrDelivery.Domain;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>What an answer means, by status and content type, never by its text.</summary>
internal static class FhirAnswer
{
    /// <summary>Of a request that creates: whatever is not certain is a lost answer.</summary>
    public static ShipmentResult OfCreate(FhirExchange exchange, Exception? failure, TimeProvider clock) => exchange switch
    {
        { Status: null } when NeverConnected(exchange, failure) => ShipmentResult.NotSent(DeliveryReason.NoConnection),
        { Status: null } => ShipmentResult.LostAnswer(DeliveryReason.NoAnswer),
        { Status: 401 or 403 } => ShipmentResult.NeedsPerson(DeliveryReason.NotAllowed, exchange.Status),
        { Status: 404 or 405 or 410 } => ShipmentResult.NeedsPerson(DeliveryReason.WrongAddress, exchange.Status),
        { Status: 400 or 413 or 415 or 422 } => ShipmentResult.NeedsPerson(DeliveryReason.Refused, exchange.Status),
        { Status: 412 } => ShipmentResult.NeedsPerson(DeliveryReason.FiledTwice, exchange.Status),
        { Status: 429 } => ShipmentResult.NotSent(DeliveryReason.Busy, exchange.Status, exchange.RetryAfter ?? UntilNextMinute(clock)),
        // 5xx, time-outs, 409, redirects, pages of a proxy: it may have been stored before the answer went wrong.
        _ => ShipmentResult.LostAnswer(DeliveryReason.NoAnswer, exchange.Status, exchange.RetryAfter),
    };

    /// <summary>Of a request that only asks: nothing can have happened, so it is asked again.</summary>
    /// <param name="mayHaveArrived">The document may be there already: the doubt stays until an answer comes.</param>
    public static ShipmentResult OfRead(FhirExchange exchange, bool mayHaveArrived, TimeProvider clock)
    {
        if (exchange.IsFhir && exchange.Status is 401 or 403) return ShipmentResult.NeedsPerson(DeliveryReason.NotAllowed, exchange.Status);
        if (exchange.IsFhir && exchange.Status is 404 or 405 or 410) return ShipmentResult.NeedsPerson(DeliveryReason.WrongAddress, exchange.Status);
        var wait = exchange.RetryAfter ?? (exchange.Status is 429 ? UntilNextMinute(clock) : null);
        if (mayHaveArrived) return ShipmentResult.LostAnswer(DeliveryReason.NoAnswer, exchange.Status, wait);
        return ShipmentResult.NotSent(exchange.Status is 429 ? DeliveryReason.Busy : DeliveryReason.NoConnection, exchange.Status, wait);
    }

    private static bool NeverConnected(FhirExchange exchange, Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError })
                return true;
        return !exchange.Sent;
    }

    /// <summary>Servers that say no more than "too many" count by the minute.</summary>
    private static TimeSpan UntilNextMinute(TimeProvider clock) => TimeSpan.FromSeconds(60 - clock.GetUtcNow().Second);
}
