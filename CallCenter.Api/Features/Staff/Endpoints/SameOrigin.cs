namespace CallCenter.Api.Features.Staff.Endpoints;

/// <summary>
/// Refuses a command that another site's page made the browser send. The cookie is <c>SameSite=Strict</c> and commands are JSON
/// (which a form cannot send); this closes what is left, a page on the same host but another port.
/// </summary>
internal static class SameOrigin
{
    public static Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        var from = http.Request.Headers["Sec-Fetch-Site"].ToString();
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method);
        // Not a browser (no header) carries no ambient cookie; "none" is the person's own doing.
        if (reads || from is "" or "same-origin" or "none" || !http.Request.Path.StartsWithSegments("/api")) return next(http);
        return Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: "other-origin",
            detail: "This command came from another page. Use the console.", extensions: [new("code", "other-origin")]).ExecuteAsync(http);
    }
}
