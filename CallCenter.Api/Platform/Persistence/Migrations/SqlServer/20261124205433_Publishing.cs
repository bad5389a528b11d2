using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Publishing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RecalledAt",
                table: "TriageSessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReviewedAt",
                table: "TriageSessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReviewedBy",
                table: "TriageSessions",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecallReason",
                table: "TriagePackages",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RecalledAt",
                table: "TriagePackages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecalledBy",
                table: "TriagePackages",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ClinicalLead",
                table: "Staff",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "TriageApprovals",
                columns: table => new
                {
                    Publication = table.Column<int>(type: "int", nullable: false),
                    ProtocolId = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ProtocolVersion = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ProtocolDigest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Approver = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ApprovedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ReviewBy = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriageApprovals", x => new { x.Publication, x.ProtocolId });
                });

            migrationBuilder.CreateTable(
                name: "TriagePublications",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    Digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Approver = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    RecordJson = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriagePublications", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "TriageReplays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Candidate = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true),
                    Total = table.Column<int>(type: "int", nullable: false),
                    Done = table.Column<int>(type: "int", nullable: false),
                    ResultJson = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriageReplays", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TriageSessions_PackageDigest",
                table: "TriageSessions",
                column: "PackageDigest");

            migrationBuilder.CreateIndex(
                name: "IX_TriageReplays_Candidate",
                table: "TriageReplays",
                column: "Candidate");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TriageApprovals");

            migrationBuilder.DropTable(
                name: "TriagePublications");

            migrationBuilder.DropTable(
                name: "TriageReplays");

            migrationBuilder.DropIndex(
                name: "IX_TriageSessions_PackageDigest",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "RecalledAt",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "ReviewedAt",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "ReviewedBy",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "RecallReason",
                table: "TriagePackages");

            migrationBuilder.DropColumn(
                name: "RecalledAt",
                table: "TriagePackages");

            migrationBuilder.DropColumn(
                name: "RecalledBy",
                table: "TriagePackages");

            migrationBuilder.DropColumn(
                name: "ClinicalLead",
                table: "Staff");
        }
    }
}
