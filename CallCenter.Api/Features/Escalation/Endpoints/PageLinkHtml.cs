using System.Net;

namespace CallCenter.Api.Features.Escalation.Endpoints;

/// <summary>One small page that works on any telephone, without script. Nothing about a patient is on it before the PIN.</summary>
internal static class PageLinkHtml
{
    public const string Unknown = "This link is not known. Look at the newest text, or call the nurse line.";
    public const string Used = "This link has been used. Call the nurse line if you need something.";
    public const string Expired = "This link has expired. Look at the newest text, or call the nurse line.";
    public const string Locked = "The PIN was wrong too often; this link no longer works. Take our call, or call the nurse line.";
    public const string Over = "This has been answered. Nothing is left to do.";

    public static string Form(string practice, string? problem) => Page($"""
        <h1>Urgent message</h1>
        <p>The nurse line of {WebUtility.HtmlEncode(practice)} asks you to take responsibility for a patient.</p>
        {(problem is null ? "" : $"""<p id="problem" role="alert"><strong>{WebUtility.HtmlEncode(problem)}</strong></p>""")}
        <form method="post">
          <label for="pin">Your PIN</label>
          <input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required autofocus{(problem is null ? "" : " aria-invalid=\"true\" aria-describedby=\"problem\"")}>
          <button type="submit">I take responsibility</button>
        </form>
        <p>You cannot? Do nothing: the next person is asked. Or take our call and press 2.</p>
        """);

    /// <summary>A question that a PIN and a button answer.</summary>
    /// <param name="answers">Value and words of each button, the first being the usual one.</param>
    public static string Ask(string title, IReadOnlyList<string> texts, string? problem, params IReadOnlyList<(string Value, string Words)> answers) => Page($"""
        <h1>{WebUtility.HtmlEncode(title)}</h1>
        {string.Join('\n', texts.Select(t => $"<p>{WebUtility.HtmlEncode(t)}</p>"))}
        {(problem is null ? "" : $"""<p id="problem" role="alert"><strong>{WebUtility.HtmlEncode(problem)}</strong></p>""")}
        <form method="post">
          <label for="pin">Your PIN</label>
          <input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required autofocus{(problem is null ? "" : " aria-invalid=\"true\" aria-describedby=\"problem\"")}>
          {string.Join('\n', answers.Select(a => $"""<button type="submit" name="answer" value="{a.Value}">{WebUtility.HtmlEncode(a.Words)}</button>"""))}
        </form>
        """);

    public static string Message(params IReadOnlyList<string> texts) =>
        Page("<h1>Nurse line</h1>\n" + string.Join('\n', texts.Select(t => $"""<p role="status">{WebUtility.HtmlEncode(t)}</p>""")));

    private static string Page(string body) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <title>Nurse line</title>
        <style>
        body { font: 18px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 32rem; padding: 1.5rem; color: #111; background: #fff; }
        label { display: block; font-weight: 600; }
        input { font: inherit; width: 100%; box-sizing: border-box; padding: .75rem; margin: .25rem 0 1rem; border: 2px solid #444; border-radius: .4rem; }
        button { font: inherit; font-weight: 600; width: 100%; min-height: 3rem; color: #fff; background: #0b4f8a; border: 0; border-radius: .4rem; }
        button + button { margin-top: .75rem; color: #0b4f8a; background: #fff; border: 2px solid #0b4f8a; }
        :focus-visible { outline: 3px solid #b45309; outline-offset: 2px; }
        </style>
        </head>
        <body><main>
        {{body}}
        </main></body>
        </html>
        """;
}
