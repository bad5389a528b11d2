using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Platform.Observability;

/// <summary>What may be said of an exception in a log: its codes, never its text (which may quote a row).</summary>
public static class Codes
{
    public static string Of(Exception failure) => failure switch
    {
        SqliteException sqlite => $"sqlite {sqlite.SqliteErrorCode}/{sqlite.SqliteExtendedErrorCode}",
        DbException db => $"database {db.ErrorCode}",
        HttpRequestException http => $"http {http.HttpRequestError} {(int?)http.StatusCode}",
        { InnerException: { } inner } => $"{failure.GetType().Name} > {Of(inner)}",
        _ => failure.GetType().Name,
    };
}
