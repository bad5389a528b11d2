using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>For <c>dotnet ef migrations add NAME --context … --output-dir Platform/Persistence/Migrations/…</c>; see docs/operations.md.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteCallCenterDbContext>
{
    public SqliteCallCenterDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCallCenterDbContext>().UseSqlite("Data Source=:memory:").Options);
}

public sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerCallCenterDbContext>
{
    public SqlServerCallCenterDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerCallCenterDbContext>().UseSqlServer("Server=design-time;Database=CallCenter").Options);
}
