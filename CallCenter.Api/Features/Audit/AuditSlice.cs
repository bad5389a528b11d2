using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Audit.Persistence;

namespace CallCenter.Api.Features.Audit;

public static class AuditSlice
{
    public static void AddAudit(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IAudit, AuditTrail>();
}
