using CallCenter.Api.Platform.Persistence;
using Microsoft.AspNetCore.Diagnostics;

namespace CallCenter.Api.Platform.Http;

/// <summary>The one place where a refusal becomes an HTTP answer.</summary>
public static class ProblemMap
{
    public static IResult ToResult<T>(this Outcome<T> outcome) =>
        outcome.Succeeded ? Results.Ok(outcome.Value) : outcome.Refusal.ToResult();

    public static IResult ToResult(this Refusal refusal) => Results.Problem(
        statusCode: Status(refusal.Kind), title: refusal.Code, detail: refusal.Detail, extensions: [new("code", refusal.Code)]);

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
    };

    /// <summary>What no endpoint answered for: a refusal thrown to roll back, a database that is away, a bug.</summary>
    public static void UseProblems(this WebApplication app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        SuppressDiagnosticsCallback = context => context.Exception is RefusedException or StorageUnavailableException or OperationCanceledException or BadHttpRequestException,
        ExceptionHandler = async context =>
        {
            var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
            await Answer(failure).ExecuteAsync(context);
        },
    });

    private static IResult Answer(Exception? failure) => failure switch
    {
        RefusedException refused => refused.Refusal.ToResult(),
        StorageUnavailableException => Results.Problem(statusCode: 503, title: "storage-unavailable",
            detail: "Nothing was saved: the database is not answering. Try again in a moment.", extensions: [new("code", "storage-unavailable")]),
        BadHttpRequestException bad => Results.Problem(statusCode: bad.StatusCode, title: "bad-request",
            detail: "The request could not be read. Check the fields and send it again.", extensions: [new("code", "bad-request")]),
        _ => Results.Problem(statusCode: 500, title: "internal-error",
            detail: "Nothing was saved. Try again; if it repeats, tell the operator the time.", extensions: [new("code", "internal-error")]),
    };
}
