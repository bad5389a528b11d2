using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Platform.Http;

/// <summary>What a browser may load and do on our pages: our own files, the softphone's servers, nothing else.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var softphone = app.Services.GetRequiredService<ISoftphones>().Origins;
        var policy = $"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {softphone.Scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + $"font-src 'self' data:; connect-src 'self' ws: wss: {softphone.Connections}; media-src 'self' mediastream: blob: {softphone.Media}; "
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
}
