using System.Collections.Concurrent;

namespace CallCenter.TwilioEmulator.Softphone;

/// <summary>The browser's softphone: its script, its socket, and the same leg without a browser.</summary>
internal static class SoftphoneEndpoints
{
    private static readonly ConcurrentDictionary<SoftphoneSession, bool> Open = new();

    public static void MapSoftphone(this WebApplication app)
    {
        app.Map("/softphone/ws", Serve);
        app.MapPost("/emulator/softphones", (ConnectRequest body, Switchboard board) => board.Exchange.Ask(() => Connect(board, body)));
        app.MapDelete("/emulator/softphones/{sid}", (string sid, Switchboard board) => board.Exchange.Ask(() =>
        {
            if (board.Calls.Find(sid) is not { } call)
            {
                return Results.NotFound(new { error = "no such call" });
            }

            board.Desk.HangUp(call);
            return Results.NoContent();
        }));
        app.MapPost("/emulator/softphones/{identity}/drop", (string identity) =>
        {
            var dropped = Open.Keys.Where(s => s.Identity == identity).ToList();
            dropped.ForEach(s => s.Drop());
            return Results.Ok(new { dropped = dropped.Count });
        });
        app.MapPost("/emulator/softphones/{identity}/trouble", (string identity, TroubleRequest body, Switchboard board) => board.Exchange.Ask(() =>
        {
            if (!SoftphoneSession.Troubles.ContainsKey(body.Code))
            {
                return Results.BadRequest(new { error = "code: " + string.Join(", ", SoftphoneSession.Troubles.Keys) });
            }

            var suffering = Open.Keys.Where(s => s.Identity == identity).ToList();
            suffering.ForEach(s => s.Suffer(body.Code, TimeSpan.FromSeconds(body.Seconds ?? 10)));
            return Results.Ok(new { suffering = suffering.Count });
        }));
    }

    /// <summary>Pages of this machine may load the script and talk to the control API; no other page may.</summary>
    public static void UseLoopbackCors(this WebApplication app) => app.Use(async (context, next) =>
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.IsLoopback)
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowHeaders = "content-type";
            context.Response.Headers.AccessControlAllowMethods = "GET, POST, DELETE";
            context.Response.Headers.Vary = "Origin";
        }
        else if (origin.Length > 0 && context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = 403;
            return;
        }

        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = 204;
            return;
        }

        await next(context);
    });

    private static async Task Serve(HttpContext context, Switchboard board, IHostApplicationLifetime life)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = 400;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        var session = new SoftphoneSession(board, new SoftphoneDesk(board), socket);
        Open[session] = true;
        try
        {
            await session.Run(context.Request.Query["token"], over.Token);
        }
        finally
        {
            Open.TryRemove(session, out _);
        }
    }

    private static IResult Connect(Switchboard board, ConnectRequest body)
    {
        try
        {
            var desk = new SoftphoneDesk(board);
            var token = desk.Check(body.Token);
            return Results.Ok(new { callSid = desk.Connect(token, body.Params).Sid, identity = token.Identity });
        }
        catch (SoftphoneError error)
        {
            return Results.Json(new { code = error.Code, message = error.Message }, statusCode: 401);
        }
    }

    /// <param name="Code">What the page is told; 0 takes it back.</param>
    /// <param name="Seconds">How long a lost signal stays lost.</param>
    internal sealed record TroubleRequest(int Code, double? Seconds);

    internal sealed record ConnectRequest(string? Token, Dictionary<string, string>? Params);
}
