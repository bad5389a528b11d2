using CallCenter.Api.Platform.Telephony.Twilio;

namespace CallCenter.Api.Platform.Http;

/// <summary>What a browser may load and do on our pages: our own files, the softphone's servers, nothing else.</summary>
public static class SecurityHeaders
{
    private const string Twilio = "https://eventgw.twilio.com wss://voice-js.roaming.twilio.com https://media.twiliocdn.com https://sdk.twilio.com";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var twilio = app.Services.GetRequiredService<TwilioOptions>();
        var emulator = twilio.Emulated ? $" {Origin(twilio.ApiBaseUrl)} {Origin(twilio.ApiBaseUrl).Replace("http", "ws", StringComparison.Ordinal)}" : "";
        var policy = $"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{emulator}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + $"font-src 'self' data:; connect-src 'self' ws: wss: {Twilio}{emulator}; media-src 'self' mediastream: blob: https://media.twiliocdn.com https://sdk.twilio.com; "
            + "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()";
            return next(context);
        });
    }

    private static string Origin(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
