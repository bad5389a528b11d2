using CallCenter.Api.Platform.Observability;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Lets genuine webhooks in: a readable form with a right signature. The check is never off, in any environment.</summary>
public sealed class TwilioGate(TwilioOptions options, Meters meters)
{
    private readonly TwilioSignature _signature = new(options.AuthToken);

    /// <summary>The form, or the HTTP answer that refuses it (403, 400, 413, 415).</summary>
    public async Task<(TwilioForm? Form, IResult? Refusal)> AdmitAsync(HttpContext http)
    {
        var (form, status) = await TwilioForm.ReadAsync(http.Request, http.RequestAborted);
        if (form is null) return (null, Results.StatusCode(status));
        string? signature = http.Request.Headers["X-Twilio-Signature"];
        foreach (var origin in options.SignedOrigins)
            if (_signature.Matches(origin, form.PathAndQuery, form.Fields, signature)) return (form, null);
        meters.Forged();
        return (null, Results.StatusCode(StatusCodes.Status403Forbidden));
    }
}
