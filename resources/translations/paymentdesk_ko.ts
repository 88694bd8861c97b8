<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>activity</name>
    <message>
        <source>Polling</source>
        <translation>주기 조회</translation>
    </message>
    <message>
        <source>Full check</source>
        <translation>전체 대조</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>직접 조회</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>웹훅</translation>
    </message>
    <message>
        <source>Webhook relay</source>
        <translation>웹훅 중계</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>명령줄</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record</source>
        <translation>포트원 기록</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>이 프로그램</translation>
    </message>
    <message>
        <source>A request to i&apos;mport</source>
        <translation>포트원 요청</translation>
    </message>
    <message>
        <source>looked at, nothing had changed</source>
        <translation>조회했으나 변동 없음</translation>
    </message>
    <message>
        <source>not readable; nothing of it was believed</source>
        <translation>읽을 수 없어 반영하지 않음</translation>
    </message>
    <message>
        <source>not established</source>
        <translation>연결하지 못함</translation>
    </message>
    <message>
        <source>something changed</source>
        <translation>변동 있음</translation>
    </message>
    <message>
        <source>nothing had changed</source>
        <translation>변동 없음</translation>
    </message>
    <message>
        <source>i&apos;mport knows no such payment</source>
        <translation>포트원에 없는 거래번호</translation>
    </message>
    <message>
        <source>the same again; one look is enough</source>
        <translation>같은 알림, 조회는 한 번만</translation>
    </message>
    <message>
        <source>Every payment checked</source>
        <translation>모든 결제 대조</translation>
    </message>
    <message>
        <source>Asked what is new</source>
        <translation>새 변경 내용 조회</translation>
    </message>
    <message>
        <source>One payment looked at</source>
        <translation>결제 1건 조회</translation>
    </message>
    <message>
        <source>A payment may have changed</source>
        <translation>결제 변경 알림</translation>
    </message>
    <message>
        <source>Webhook receiver</source>
        <translation>웹훅 수신</translation>
    </message>
    <message>
        <source>Webhook relay connection</source>
        <translation>웹훅 중계 연결</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>not looked at; the next round covers it</source>
        <translation>조회하지 못함, 다음 조회에서 확인</translation>
    </message>
    <message>
        <source>too many at once; the next round covers them</source>
        <translation>한꺼번에 너무 많음, 다음 조회에서 확인</translation>
    </message>
    <message>
        <source>the answer could not be read</source>
        <translation>응답을 읽을 수 없음</translation>
    </message>
    <message>
        <source>i&apos;mport could not be asked</source>
        <translation>포트원을 조회하지 못함</translation>
    </message>
    <message>
        <source>stopped; it goes on from there</source>
        <translation>중지됨, 이어서 진행 가능</translation>
    </message>
    <message>
        <source>established</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>lost; it is tried again</source>
        <translation>연결 끊김, 다시 시도</translation>
    </message>
    <message>
        <source>i&apos;mport could not be reached</source>
        <translation>포트원에 연결하지 못함</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s answer could not be understood</source>
        <translation>포트원의 응답을 해석할 수 없음</translation>
    </message>
    <message>
        <source>i&apos;mport asks to be left alone for a while</source>
        <translation>포트원이 잠시 후 다시 요청하라고 응답함</translation>
    </message>
    <message>
        <source>i&apos;mport does not accept the key</source>
        <translation>포트원이 API 키를 인정하지 않음</translation>
    </message>
    <message>
        <source>the data folder belongs to another shop</source>
        <translation>다른 상점의 데이터 폴더</translation>
    </message>
    <message>
        <source>another program uses the port</source>
        <translation>다른 프로그램이 포트를 사용 중</translation>
    </message>
    <message>
        <source>the port may not be used</source>
        <translation>사용할 수 없는 포트</translation>
    </message>
    <message>
        <source>nothing was heard for too long</source>
        <translation>오랫동안 신호 없음</translation>
    </message>
    <message>
        <source>the address has moved</source>
        <translation>주소가 변경됨</translation>
    </message>
    <message>
        <source>the relay refused</source>
        <translation>중계 서버가 거부함</translation>
    </message>
    <message>
        <source>the relay is disturbed</source>
        <translation>중계 서버 장애</translation>
    </message>
    <message>
        <source>there is no such channel</source>
        <translation>없는 채널</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>신규 {n}건</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>변경 {n}건</translation>
    </message>
    <message>
        <source>tickets settled: {n}</source>
        <translation>처리된 취소 요청 {n}건</translation>
    </message>
    <message>
        <source>Looked again: {n} changed.</source>
        <translation>다시 조회: 변경 {n}건입니다.</translation>
    </message>
    <message>
        <source>Looked again: i&apos;mport knows no such payment.</source>
        <translation>다시 조회: 포트원에 없는 거래번호입니다.</translation>
    </message>
    <message>
        <source>Looked again: nothing had changed.</source>
        <translation>다시 조회: 변동이 없습니다.</translation>
    </message>
</context>
<context>
    <name>cause</name>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Paymentwall</source>
        <translation>페이먼트월</translation>
    </message>
    <message>
        <source>Chargeback</source>
        <translation>차지백</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>승인 무효</translation>
    </message>
    <message>
        <source>Other desk</source>
        <translation>다른 PC</translation>
    </message>
    <message>
        <source>Second execution of one request</source>
        <translation>같은 요청의 중복 처리</translation>
    </message>
    <message>
        <source>Before this desk</source>
        <translation>이 프로그램 사용 전</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>모름</translation>
    </message>
</context>
<context>
    <name>checkout</name>
    <message>
        <source>Open</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>기간 만료</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>금액 변경됨</translation>
    </message>
    <message>
        <source>May exist</source>
        <translation>생성 미확인</translation>
    </message>
    <message>
        <source>Not made</source>
        <translation>생성 안 됨</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>Payment window open</source>
        <translation>결제창 열림</translation>
    </message>
    <message>
        <source>Left without paying</source>
        <translation>결제하지 않고 이탈</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>결제 실패</translation>
    </message>
    <message>
        <source>Failed · may still be approved</source>
        <translation>결제 실패 · 지연 승인 가능</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제 완료</translation>
    </message>
    <message>
        <source>Payment kept, not shipped</source>
        <translation>결제 유지 · 발송 보류</translation>
    </message>
    <message>
        <source>Cancellation requested</source>
        <translation>취소 요청함</translation>
    </message>
    <message>
        <source>Released for shipping</source>
        <translation>발송 보류 해제</translation>
    </message>
    <message>
        <source>Payment taken off the order</source>
        <translation>주문 연결 해제</translation>
    </message>
    <message>
        <source>Another amount was paid than ordered.</source>
        <translation>주문 금액과 다른 금액이 결제되었습니다.</translation>
    </message>
    <message>
        <source>It was paid in another currency than ordered.</source>
        <translation>주문과 다른 통화로 결제되었습니다.</translation>
    </message>
    <message>
        <source>It was paid more than once; this payment came after another.</source>
        <translation>같은 주문이 두 번 이상 결제되었으며, 이 결제는 나중에 들어온 것입니다.</translation>
    </message>
    <message>
        <source>It was paid through a test channel: no sale, but a real charge.</source>
        <translation>테스트 채널로 결제되었습니다. 매출은 아니지만 실제 카드에서 결제되었습니다.</translation>
    </message>
    <message>
        <source>It was paid after the payment had failed.</source>
        <translation>결제 실패로 처리된 뒤 승인되었습니다.</translation>
    </message>
    <message>
        <source>It was paid after the order was closed.</source>
        <translation>주문을 종료한 뒤 결제되었습니다.</translation>
    </message>
    <message>
        <source>Do not ship</source>
        <translation>발송 보류</translation>
    </message>
    <message>
        <source>Ordered {ordered} · paid {paid}</source>
        <translation>주문 {ordered} · 결제 {paid}</translation>
    </message>
</context>
<context>
    <name>checkup</name>
    <message>
        <source>The data folder: {path}</source>
        <translation>데이터 폴더: {path}</translation>
    </message>
    <message>
        <source>{title} (--shop {name})</source>
        <translation>{title} (--shop {name})</translation>
    </message>
    <message>
        <source>No shop is set up on this computer yet.</source>
        <translation>이 컴퓨터에 설정된 상점이 아직 없습니다.</translation>
    </message>
    <message>
        <source>The time zone: {zone}</source>
        <translation>시간대: {zone}</translation>
    </message>
    <message>
        <source>Key and secret are set; this computer has a safe keyring.</source>
        <translation>키와 시크릿이 설정되어 있으며, 이 컴퓨터에 안전한 키 보관소가 있습니다.</translation>
    </message>
    <message>
        <source>Key and secret are set for this run only: this computer has no safe keyring.</source>
        <translation>이 컴퓨터에 안전한 키 보관소가 없어 키와 시크릿은 이번 실행에만 설정되어 있습니다.</translation>
    </message>
    <message>
        <source>Key and secret are not set; enter them in the window.</source>
        <translation>키와 시크릿이 설정되지 않았으니, 프로그램 창에서 입력해 주세요.</translation>
    </message>
    <message>
        <source>The ledger is damaged or none of ours ({problem}); put back a copy: {path}</source>
        <translation>장부가 손상되었거나 이 프로그램의 파일이 아니니({problem}) 사본으로 되돌려 주세요: {path}</translation>
    </message>
    <message>
        <source>The ledger was written by a newer version of the desk ({version}, this one knows {known}): {path}</source>
        <translation>더 새로운 버전의 프로그램이 저장한 장부입니다(버전 {version}, 이 프로그램은 {known}까지): {path}</translation>
    </message>
    <message>
        <source>The ledger is whole; the next start brings it from version {version} to {known}.</source>
        <translation>장부에 이상이 없으며, 다음 시작 때 버전이 바뀝니다({version} → {known}).</translation>
    </message>
    <message>
        <source>The ledger is whole (version {version}).</source>
        <translation>장부에 이상이 없습니다(버전 {version}).</translation>
    </message>
    <message>
        <source>The ledger belongs to this shop ({address}).</source>
        <translation>이 상점의 장부입니다({address}).</translation>
    </message>
    <message>
        <source>The ledger belongs to another shop or another key ({address}), so nothing is asked or sent.</source>
        <translation>다른 상점이나 다른 키의 장부여서({address}) 조회하거나 전송하지 않습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport was not asked.</source>
        <translation>포트원을 조회하지 않았습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport has not judged the key; it could not be asked.</source>
        <translation>포트원을 조회하지 못해 키를 확인하지 못했습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport answers at {host}.</source>
        <translation>포트원이 응답합니다({host}).</translation>
    </message>
    <message>
        <source>This computer&apos;s clock agrees with i&apos;mport&apos;s to the minute.</source>
        <translation>이 컴퓨터의 시계가 포트원과 1분 안에서 일치합니다.</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s clock was not seen.</source>
        <translation>포트원의 시각을 확인하지 못했습니다.</translation>
    </message>
    <message>
        <source>Every payment was checked against i&apos;mport {at}.</source>
        <translation>모든 결제를 포트원과 대조했습니다({at}).</translation>
    </message>
    <message>
        <source>i&apos;mport has not been read whole yet; use “Check everything”.</source>
        <translation>아직 포트원 전체를 읽지 않았으니 “전체 대조”를 실행해 주세요.</translation>
    </message>
    <message>
        <source>Complete up to {at}.</source>
        <translation>{at}까지 확인되었습니다.</translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>아직 읽은 내용이 없습니다.</translation>
    </message>
    <message>
        <source>This desk was moved, copied or restored; nothing is sent until a person confirms it.</source>
        <translation>이 데이터는 옮기거나 복사하거나 복원한 것이어서, 담당자가 확인할 때까지 전송하지 않습니다.</translation>
    </message>
    <message>
        <source>Korean letters can be shown.</source>
        <translation>한글을 표시할 수 있습니다.</translation>
    </message>
    <message>
        <source>No font with Korean letters is installed (on Debian: fonts-nanum).</source>
        <translation>한글 글꼴이 설치되어 있지 않습니다(데비안: fonts-nanum).</translation>
    </message>
    <message>
        <source>Fonts were not looked at.</source>
        <translation>글꼴을 확인하지 않았습니다.</translation>
    </message>
    <message>
        <source>PySide6 {pyside} on Python {python}.</source>
        <translation>PySide6 {pyside}, Python {python}.</translation>
    </message>
    <message>
        <source>i&apos;mport accepts key and secret</source>
        <translation>포트원의 키·시크릿 확인</translation>
    </message>
    <message>
        <source>A live Paymentwall channel</source>
        <translation>페이먼트월 실연동 채널</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>확인 안 됨</translation>
    </message>
    <message>
        <source>well</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>There is no ledger yet; the first look makes it.</source>
        <translation>아직 장부가 없으며, 처음 조회할 때 만들어집니다.</translation>
    </message>
    <message>
        <source>The ledger belongs to no shop yet; the first look binds it.</source>
        <translation>아직 상점에 묶이지 않은 장부이며, 처음 조회할 때 묶입니다.</translation>
    </message>
    <message>
        <source>{source}: off; the desk asks i&apos;mport by itself.</source>
        <translation>{source}: 꺼져 있으며, 이 프로그램이 포트원을 직접 조회합니다.</translation>
    </message>
    <message>
        <source>{source}: on, and nothing is known of it yet.</source>
        <translation>{source}: 켜져 있으나 아직 확인된 것이 없습니다.</translation>
    </message>
    <message>
        <source>{source}: it works (last {at}).</source>
        <translation>{source}: 동작 중입니다(마지막 {at}).</translation>
    </message>
    <message>
        <source>{source}: it has not worked since {since} ({error}).</source>
        <translation>{source}: {since} 이후 동작하지 않습니다({error}).</translation>
    </message>
    <message>
        <source>PySide6 {pyside} dies on Python {python} after some hours; use PySide6 6.11 or Python 3.12.</source>
        <translation>PySide6 {pyside}, Python {python} 조합은 몇 시간 뒤 종료되니, PySide6 6.11이나 Python 3.12를 사용해 주세요.</translation>
    </message>
    <message>
        <source>Webhook receiver</source>
        <translation>웹훅 수신</translation>
    </message>
    <message>
        <source>Webhook relay</source>
        <translation>웹훅 중계</translation>
    </message>
    <message>
        <source>Project made through PortOne&apos;s link ([import] in its name)</source>
        <translation>포트원 링크로 만든 프로젝트(이름에 [import] 표시)</translation>
    </message>
    <message>
        <source>Pingback type</source>
        <translation>핑백 유형</translation>
    </message>
    <message>
        <source>Pingback URL</source>
        <translation>핑백 URL</translation>
    </message>
    <message>
        <source>Pingback signature version</source>
        <translation>핑백 서명 버전</translation>
    </message>
    <message>
        <source>Custom pingback parameter for the buyer&apos;s country</source>
        <translation>구매자 국가를 위한 사용자 지정 핑백 파라미터</translation>
    </message>
    <message>
        <source>Widget version (for widget code pw_1)</source>
        <translation>위젯 버전(위젯 코드 pw_1용)</translation>
    </message>
    <message>
        <source>Webhook URL</source>
        <translation>웹훅 URL</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>확인됨</translation>
    </message>
    <message>
        <source>said</source>
        <translation>담당자 입력</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>확인 안 됨</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>필요 없음</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>i&apos;mport accepted them {at}.</source>
        <translation>포트원이 확인했습니다({at}).</translation>
    </message>
    <message>
        <source>i&apos;mport listed it {at}.</source>
        <translation>포트원 채널 목록에 있습니다({at}).</translation>
    </message>
    <message>
        <source>{by} came with the buyer&apos;s country {at}.</source>
        <translation>구매자 국가가 함께 도착했습니다({by}, {at}).</translation>
    </message>
    <message>
        <source>A webhook arrived {at}.</source>
        <translation>웹훅이 도착했습니다({at}).</translation>
    </message>
    <message>
        <source>Paymentwall&apos;s result for {by} reached i&apos;mport {at}.</source>
        <translation>페이먼트월의 처리 결과가 포트원에 도착했습니다({by}, {at}).</translation>
    </message>
    <message>
        <source>Paymentwall merchant area</source>
        <translation>페이먼트월 관리자페이지</translation>
    </message>
    <message>
        <source>PortOne console</source>
        <translation>포트원 관리자콘솔</translation>
    </message>
    <message>
        <source>Set, says {name} ({at}); nothing seen here proves it yet.</source>
        <translation>{name} 님이 설정했다고 입력했습니다({at}). 아직 이를 확인해 주는 기록은 없습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport lists no live channel of Paymentwall ({at}).</source>
        <translation>포트원 채널 목록에 페이먼트월 실연동 채널이 없습니다({at}).</translation>
    </message>
    <message>
        <source>Receiver and relay are off; the desk asks i&apos;mport by itself.</source>
        <translation>웹훅 수신과 중계가 꺼져 있으며, 이 프로그램이 포트원을 직접 조회합니다.</translation>
    </message>
    <message>
        <source>Nothing that arrives here can show it; look it up and say so.</source>
        <translation>이 프로그램에 도착하는 기록으로는 확인할 수 없으니, 직접 확인한 뒤 표시해 주세요.</translation>
    </message>
    <message>
        <source>The first payment that carries its country will prove it.</source>
        <translation>국가가 담긴 첫 결제가 도착하면 확인됩니다.</translation>
    </message>
    <message>
        <source>The first webhook that arrives will prove it.</source>
        <translation>첫 웹훅이 도착하면 확인됩니다.</translation>
    </message>
    <message>
        <source>A connection test will show it.</source>
        <translation>연결 확인을 하면 확인됩니다.</translation>
    </message>
    <message>
        <source>The first payment paid, or ticket settled, through Paymentwall will prove it.</source>
        <translation>페이먼트월로 첫 결제가 완료되거나 취소 요청이 처리되면 확인됩니다.</translation>
    </message>
</context>
<context>
    <name>chip</name>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제 완료</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>취소 대기</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>결제 실패</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>미결제</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Awaiting</source>
        <translation>결제 대기</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>작성 중</translation>
    </message>
    <message>
        <source>No order</source>
        <translation>주문 없음</translation>
    </message>
    <message>
        <source>Closed unpaid</source>
        <translation>미결제 종료</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>배송 미등록</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>조회</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>웹훅</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>People</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>오류</translation>
    </message>
</context>
<context>
    <name>connection</name>
    <message>
        <source>i&apos;mport accepts the key and the secret.</source>
        <translation>포트원이 키와 시크릿을 확인했습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport does not accept the key with this secret and does not say which of the two is wrong; copy both again from “API keys” in the PortOne console.</source>
        <translation>포트원이 키와 시크릿을 인정하지 않으며 둘 중 무엇이 틀렸는지는 알려 주지 않으니, 포트원 관리자콘솔의 “API keys”에서 둘 다 다시 복사해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport does not know this key; copy it again from “API keys” in the PortOne console.</source>
        <translation>포트원에 없는 키이니, 포트원 관리자콘솔의 “API keys”에서 키를 다시 복사해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport does not accept the secret of this key; copy the secret again from “API keys” in the PortOne console.</source>
        <translation>포트원이 이 키의 시크릿을 인정하지 않으니, 포트원 관리자콘솔의 “API keys”에서 시크릿을 다시 복사해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport turned this computer away ({status}); if the PortOne console restricts which addresses may call the API, allow this computer&apos;s there.</source>
        <translation>포트원이 이 컴퓨터의 접속을 거절했으니({status}), 포트원 관리자콘솔에서 API를 호출할 수 있는 IP를 제한했다면 이 컴퓨터의 IP를 허용해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport answered neither yes nor “wrong key” ({status}); perhaps the PortOne console restricts which addresses may call the API.</source>
        <translation>포트원이 승인도 키 오류도 아닌 응답을 보냈으니({status}), 포트원 관리자콘솔에서 API를 호출할 수 있는 IP를 제한했는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s certificate is not valid at the time this computer&apos;s clock shows ({moment}); set its date and time.</source>
        <translation>이 컴퓨터의 시계({moment})로는 포트원의 인증서가 유효하지 않으니, 날짜와 시각을 맞춰 주세요.</translation>
    </message>
    <message>
        <source>the name {host} could not be looked up; check the internet connection and its name server (DNS).</source>
        <translation>서버 이름({host})을 찾지 못했으니, 인터넷 연결과 DNS 설정을 확인해 주세요.</translation>
    </message>
    <message>
        <source>this computer has no way to {host}; check the internet connection.</source>
        <translation>서버({host})까지 연결할 수 없으니, 인터넷 연결을 확인해 주세요.</translation>
    </message>
    <message>
        <source>the connection to {host} was refused; a firewall may forbid it, so allow this program there.</source>
        <translation>서버({host}) 연결이 거부되었습니다. 방화벽이 막고 있을 수 있으니 이 프로그램을 허용해 주세요.</translation>
    </message>
    <message>
        <source>{host} did not answer in time; try again, and if it stays so look whether a firewall swallows the question.</source>
        <translation>서버({host})가 제때 응답하지 않았으니 다시 시도하고, 계속되면 방화벽을 확인해 주세요.</translation>
    </message>
    <message>
        <source>the connection to {host} broke before the answer was there; try again.</source>
        <translation>응답을 받기 전에 서버({host}) 연결이 끊겼으니 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>the proxy {proxy} wants a user name and a password (407); enter them in the system&apos;s proxy settings.</source>
        <translation>프록시({proxy})가 사용자 이름과 비밀번호를 요구하니(407), 시스템의 프록시 설정에 입력해 주세요.</translation>
    </message>
    <message>
        <source>the proxy {proxy} cannot be reached; correct the system&apos;s proxy settings or switch them off.</source>
        <translation>프록시({proxy})에 연결할 수 없으니, 시스템의 프록시 설정을 고치거나 꺼 주세요.</translation>
    </message>
    <message>
        <source>the proxy {proxy} does not connect to {host}; ask whoever runs it to allow that.</source>
        <translation>프록시({proxy})가 서버({host}) 연결을 허용하지 않으니, 프록시 관리자에게 허용을 요청해 주세요.</translation>
    </message>
    <message>
        <source>the certificate shown for {host} is from nobody this computer trusts: an antivirus program or the network opens secure connections; exempt {host} there.</source>
        <translation>서버({host})의 인증서를 이 컴퓨터가 신뢰하지 않습니다. 백신이나 네트워크가 보안 연결을 열어 보는 것일 수 있으니, 그 설정에서 이 서버를 예외로 등록해 주세요.</translation>
    </message>
    <message>
        <source>the certificate shown for {host} belongs to somebody else; sign in to the network in a browser, or check the name server (DNS).</source>
        <translation>서버({host})의 인증서가 다른 곳의 것이니, 브라우저에서 네트워크에 로그인하거나 DNS 설정을 확인해 주세요.</translation>
    </message>
    <message>
        <source>no secure connection to {host} could be agreed; something on the way does not let it through.</source>
        <translation>서버({host})와 보안 연결을 맺지 못했습니다. 중간에서 막고 있는 것이 있는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>somebody else than i&apos;mport answered ({status}); sign in to the network in a browser, then try again.</source>
        <translation>포트원이 아닌 곳에서 응답했으니({status}), 브라우저에서 네트워크에 로그인한 뒤 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport asks to be left alone for a while ({status}); try again in some minutes.</source>
        <translation>포트원이 잠시 뒤에 조회하기를 요청했으니({status}), 몇 분 뒤에 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport itself is out of order ({status}) and has not judged the key; try again later.</source>
        <translation>포트원에 장애가 있어({status}) 키를 확인하지 못했으니, 나중에 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>The answer leads to {where}.</source>
        <translation>응답이 가리키는 곳: {where}</translation>
    </message>
    <message>
        <source>Shown: “{said}”</source>
        <translation>표시된 내용: “{said}”</translation>
    </message>
    <message>
        <source>i&apos;mport showed nothing more, not even which address it saw.</source>
        <translation>포트원은 그 밖의 내용이나 접속한 IP를 알려 주지 않았습니다.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is ahead of i&apos;mport&apos;s ({age}); the desk goes by i&apos;mport&apos;s. Set it right.</source>
        <translation>이 컴퓨터의 시계가 포트원보다 빠릅니다({age}). 이 프로그램은 포트원의 시각을 따르지만, 시계를 맞춰 주세요.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is behind i&apos;mport&apos;s ({age}); the desk goes by i&apos;mport&apos;s. Set it right.</source>
        <translation>이 컴퓨터의 시계가 포트원보다 느립니다({age}). 이 프로그램은 포트원의 시각을 따르지만, 시계를 맞춰 주세요.</translation>
    </message>
    <message>
        <source>No proxy is in use.</source>
        <translation>프록시를 사용하지 않습니다.</translation>
    </message>
    <message>
        <source>Through the proxy {proxy}.</source>
        <translation>프록시 사용: {proxy}</translation>
    </message>
    <message>
        <source>Test channel</source>
        <translation>테스트 연동</translation>
    </message>
    <message>
        <source>Live channel</source>
        <translation>실연동 채널</translation>
    </message>
    <message>
        <source>The channels have not been read.</source>
        <translation>채널을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>There is no Paymentwall channel yet; add one in the PortOne console: {path}.</source>
        <translation>페이먼트월 채널이 아직 없으니, 포트원 관리자콘솔에서 추가해 주세요: {path}</translation>
    </message>
    <message>
        <source>Paymentwall has a test channel only; buyers can pay once a live channel is added.</source>
        <translation>페이먼트월 테스트 연동 채널만 있으며, 실연동 채널을 추가해야 구매자가 결제할 수 있습니다.</translation>
    </message>
    <message>
        <source>Paymentwall channels: {live} live, {test} test.</source>
        <translation>페이먼트월 채널: 실연동 {live}개, 테스트 연동 {test}개</translation>
    </message>
</context>
<context>
    <name>count</name>
    <message>
        <source>1 order</source>
        <translation>주문 1건</translation>
    </message>
    <message>
        <source>{n} orders</source>
        <translation>주문 {n}건</translation>
    </message>
    <message>
        <source>1 payment</source>
        <translation>결제 1건</translation>
    </message>
    <message>
        <source>{n} payments</source>
        <translation>결제 {n}건</translation>
    </message>
    <message>
        <source>1 ticket</source>
        <translation>취소 요청 1건</translation>
    </message>
    <message>
        <source>{n} tickets</source>
        <translation>취소 요청 {n}건</translation>
    </message>
    <message>
        <source>1 cancellation</source>
        <translation>취소 1건</translation>
    </message>
    <message>
        <source>{n} cancellations</source>
        <translation>취소 {n}건</translation>
    </message>
    <message>
        <source>once</source>
        <translation>1회</translation>
    </message>
    <message>
        <source>{n} times</source>
        <translation>{n}회</translation>
    </message>
</context>
<context>
    <name>delivery</name>
    <message>
        <source>Order placed</source>
        <translation>주문 접수</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>발송 완료</translation>
    </message>
    <message>
        <source>Delivering</source>
        <translation>배송 중</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>배송 완료</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>주문번호</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>포트원 거래번호</translation>
    </message>
    <message>
        <source>Kind of goods</source>
        <translation>상품 종류</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>배송 상태</translation>
    </message>
    <message>
        <source>Expected delivery</source>
        <translation>배송 예정일</translation>
    </message>
    <message>
        <source>Next update</source>
        <translation>다음 갱신 예정</translation>
    </message>
    <message>
        <source>Buyer&apos;s e-mail</source>
        <translation>구매자 이메일</translation>
    </message>
    <message>
        <source>Can be returned</source>
        <translation>반품 가능</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>택배사</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>운송장 번호</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>City</source>
        <translation>도시</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>우편번호</translation>
    </message>
    <message>
        <source>State</source>
        <translation>주(State)</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>도로명 주소</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>전화번호</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>성</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>상세 내용</translation>
    </message>
    <message>
        <source>Paymentwall needs this.</source>
        <translation>페이먼트월에 필요한 항목입니다.</translation>
    </message>
    <message>
        <source>At most {limit} characters.</source>
        <translation>최대 {limit}자까지 입력할 수 있습니다.</translation>
    </message>
    <message>
        <source>This is no e-mail address.</source>
        <translation>이메일 주소 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>A spreadsheet shortened this number; its digits are lost.</source>
        <translation>스프레드시트에서 줄여진 번호라 원래 숫자를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>This day is over; only what has arrived may have one.</source>
        <translation>지난 날짜입니다. 배송이 끝난 주문에만 입력할 수 있습니다.</translation>
    </message>
    <message>
        <source>all of it was cancelled</source>
        <translation>전액 취소됨</translation>
    </message>
    <message>
        <source>a cancellation may still be carried out</source>
        <translation>취소가 아직 처리될 수 있음</translation>
    </message>
    <message>
        <source>Delivery registered: {status}</source>
        <translation>배송 등록: {status}</translation>
    </message>
    <message>
        <source>Paymentwall did not take the delivery: {status}</source>
        <translation>페이먼트월이 배송 등록을 받지 않음: {status}</translation>
    </message>
    <message>
        <source>No answer to the delivery: {status}; registering it again is safe</source>
        <translation>배송 등록 응답 없음: {status} · 다시 등록해도 안전합니다.</translation>
    </message>
    <message>
        <source>The delivery did not leave: {status}</source>
        <translation>배송 등록이 전송되지 않음: {status}</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Nothing was sent:</source>
        <translation>요청 전송 안 됨:</translation>
    </message>
    <message>
        <source>No money was moved:</source>
        <translation>금액 변동 없음:</translation>
    </message>
    <message>
        <source>Nothing more was sent:</source>
        <translation>추가 전송 없음:</translation>
    </message>
    <message>
        <source>Not known whether it arrived:</source>
        <translation>접수 미확인:</translation>
    </message>
    <message>
        <source>Money may still move:</source>
        <translation>취소될 수 있음:</translation>
    </message>
    <message>
        <source>Refused, no money was moved:</source>
        <translation>접수 거절(금액 변동 없음):</translation>
    </message>
    <message>
        <source>No cancellation is affected:</source>
        <translation>취소 요청에 영향 없음:</translation>
    </message>
    <message>
        <source>“{value}” is not an amount; write it like 20.00.</source>
        <translation>“{value}” 값은 금액이 아니니 20.00과 같이 입력해 주세요.</translation>
    </message>
    <message>
        <source>“{value}” has more decimals than {currency} has ({decimals}).</source>
        <translation>소수 자릿수가 너무 많습니다(입력 “{value}”, {currency} 통화는 {decimals}자리까지).</translation>
    </message>
    <message>
        <source>the amount must be above 0, because i&apos;mport reads 0 as “everything”.</source>
        <translation>포트원은 0을 전액 취소로 처리하므로 0보다 큰 금액을 입력해 주세요.</translation>
    </message>
    <message>
        <source>a note is needed for {what}: who said it, when, and in which words.</source>
        <translation>누가 언제 어떻게 답변했는지 메모를 입력해 주세요({what}).</translation>
    </message>
    <message>
        <source>a reason is needed.</source>
        <translation>취소 사유를 입력해 주세요.</translation>
    </message>
    <message>
        <source>{what} cannot be “{value}”.</source>
        <translation>“{value}” 값은 사용할 수 없습니다({what}).</translation>
    </message>
    <message>
        <source>there is no such file, or it may not be read: {path}</source>
        <translation>파일이 없거나 읽을 권한이 없습니다: {path}</translation>
    </message>
    <message>
        <source>more than can be cancelled (asked {asked}, possible {left}).</source>
        <translation>취소 가능 금액을 넘었습니다(요청 {asked}, 가능 {left}).</translation>
    </message>
    <message>
        <source>neither i&apos;mport nor this desk knows {imp_uid}.</source>
        <translation>포트원과 이 프로그램에 없는 거래입니다({imp_uid}).</translation>
    </message>
    <message>
        <source>this desk has no order {value}.</source>
        <translation>이 프로그램에 없는 주문입니다({value}).</translation>
    </message>
    <message>
        <source>this desk has no ticket {ticket}.</source>
        <translation>이 프로그램에 없는 취소 요청입니다({ticket}).</translation>
    </message>
    <message>
        <source>{imp_uid} is not paid, so nothing can be cancelled.</source>
        <translation>결제 완료 상태가 아니어서 취소할 금액이 없습니다({imp_uid}).</translation>
    </message>
    <message>
        <source>{ticket} ({amount}, {state}) is still open on this payment; up to {left} can be requested once it is settled.</source>
        <translation>이 결제에 진행 중인 요청({ticket}, {amount}, {state})이 있어, 처리가 끝난 뒤 남은 금액({left})까지 요청할 수 있습니다.</translation>
    </message>
    <message>
        <source>earlier requests ({possible}) are not proven dead; with this one up to {worst} of {paid} may be cancelled. Confirm it with the worst case of {worst}.</source>
        <translation>이전 요청({possible})도 아직 처리될 수 있어, 이번 요청까지 더하면 {paid} 중 최대 {worst}까지 취소될 수 있습니다. 최대 취소 금액({worst})을 입력해 확인해 주세요.</translation>
    </message>
    <message>
        <source>the balance is now {left}, not {seen} as you saw it; look at it again before you ask.</source>
        <translation>취소 가능 잔액이 {left}입니다(화면에 표시된 금액 {seen}). 내용을 다시 확인한 뒤 요청해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record of {imp_uid} contradicts what is known; accept its word first.</source>
        <translation>포트원 기록이 확인된 내용과 다르니({imp_uid}), 포트원 기록을 먼저 확인해 주세요.</translation>
    </message>
    <message>
        <source>a cancellation of {imp_uid} is not explained yet; answer the question in its detail first.</source>
        <translation>어떤 요청의 취소인지 확인되지 않은 취소가 있으니({imp_uid}), 상세 화면의 질문에 먼저 답해 주세요.</translation>
    </message>
    <message>
        <source>{ticket} is “{state}”, so this cannot be done with it.</source>
        <translation>지금 상태에서는 할 수 없습니다({ticket}, {state}).</translation>
    </message>
    <message>
        <source>{ticket} can be sent again from {at}, not before.</source>
        <translation>다시 요청할 수 있는 시각은 {at}부터입니다({ticket}).</translation>
    </message>
    <message>
        <source>the balance has moved since {ticket} was sent, so it is not sent again.</source>
        <translation>요청({ticket})을 보낸 뒤 취소 가능 잔액이 바뀌어 다시 보내지 않습니다.</translation>
    </message>
    <message>
        <source>there is nothing to accept on {imp_uid}.</source>
        <translation>확인할 포트원 기록이 없습니다({imp_uid}).</translation>
    </message>
    <message>
        <source>money of {imp_uid} leaves another way (cancelled elsewhere, or a chargeback); make sure that nothing is paid twice and say that it is handled first.</source>
        <translation>다른 경로로 취소되는 결제이니(외부 취소 또는 차지백, {imp_uid}), 두 번 취소되지 않는지 확인하고 처리 완료로 기록한 뒤 요청해 주세요.</translation>
    </message>
    <message>
        <source>nothing is stopped on {imp_uid}.</source>
        <translation>중단된 요청이 없습니다({imp_uid}).</translation>
    </message>
    <message>
        <source>{imp_uid} is no test payment.</source>
        <translation>테스트 결제가 아닙니다({imp_uid}).</translation>
    </message>
    <message>
        <source>{count} cancellations that nobody here asked for came at once ({limit} are usual); look at them and say so first.</source>
        <translation>이 프로그램에서 요청하지 않은 취소가 한꺼번에 {count}건 확인되었으니(평소 {limit}건), 내용을 확인한 뒤 확인 완료로 기록해 주세요.</translation>
    </message>
    <message>
        <source>nothing of the list can be cancelled.</source>
        <translation>목록에 취소할 수 있는 결제가 없습니다.</translation>
    </message>
    <message>
        <source>confirm these totals by typing them: {totals}</source>
        <translation>다음 합계를 입력해 확인해 주세요: {totals}</translation>
    </message>
    <message>
        <source>this desk could not see what was requested on {imp_uid} between {start} and {end}; look for it in the console and the merchant area, then confirm it.</source>
        <translation>{start}~{end} 사이의 요청은 이 프로그램에서 확인할 수 없었으니({imp_uid}), 콘솔과 관리자페이지에서 확인한 뒤 확인 완료로 기록해 주세요.</translation>
    </message>
    <message>
        <source>requests made between {start} and {end}, if any, are missing; confirm or record them first.</source>
        <translation>{start}~{end}에 보낸 요청이 빠져 있을 수 있으니, 먼저 확인하거나 등록해 주세요.</translation>
    </message>
    <message>
        <source>{order} is not paid, so there is nothing to deliver.</source>
        <translation>결제되지 않은 주문이라 배송할 것이 없습니다({order}).</translation>
    </message>
    <message>
        <source>the delivery lacks something: {faults}.</source>
        <translation>배송 정보가 부족합니다: {faults}.</translation>
    </message>
    <message>
        <source>the delivery of {order} is registered as “{known}” already and cannot go back to “{wanted}”.</source>
        <translation>이미 등록된 배송 상태에서 이전 상태로 되돌릴 수 없습니다(주문 {order}, 현재 “{known}”, 요청 “{wanted}”).</translation>
    </message>
    <message>
        <source>{order} should not be shipped ({why}); say so knowingly if it is shipped all the same.</source>
        <translation>발송하면 안 되는 주문입니다({order}: {why}). 그래도 발송하려면 확인했다고 표시해 주세요.</translation>
    </message>
    <message>
        <source>Paymentwall did not take the delivery of {order}: “{message}”.</source>
        <translation>페이먼트월이 배송 등록을 받지 않았습니다(주문 {order}): “{message}”.</translation>
    </message>
    <message>
        <source>more than one payment of {order} holds money; name the one: {payments}.</source>
        <translation>결제된 거래가 둘 이상입니다(주문 {order}). 거래번호를 지정해 주세요: {payments}.</translation>
    </message>
    <message>
        <source>{value} is paid already, so it is not offered for payment again.</source>
        <translation>{value} 주문은 이미 결제되어 다시 결제할 수 없습니다.</translation>
    </message>
    <message>
        <source>{order} could not be paid: {why}</source>
        <translation>{order} 주문은 아직 결제할 수 없습니다. {why}</translation>
    </message>
    <message>
        <source>i&apos;mport makes no payment link without the buyer&apos;s phone number; add it to {order}, or use a checkout page.</source>
        <translation>구매자 연락처가 없으면 포트원에서 결제 링크를 만들 수 없으니, {order} 주문에 연락처를 입력하거나 결제 페이지를 이용해 주세요.</translation>
    </message>
    <message>
        <source>a payment link of {order} was asked for on {at} and no answer came, so the buyer may have one already; say that you want another all the same.</source>
        <translation>{order} 주문의 결제 링크를 {at}에 요청했으나 응답이 없어 링크가 이미 있을 수 있으니, 하나 더 만들려면 확인 후 다시 요청해 주세요.</translation>
    </message>
    <message>
        <source>{order} has no payment link that could be switched off.</source>
        <translation>{order} 주문에는 사용 중지할 결제 링크가 없습니다.</translation>
    </message>
    <message>
        <source>this account has no Paymentwall channel of that kind (live or test); add one in the PortOne console.</source>
        <translation>이 계정에는 해당 종류(실연동 또는 테스트)의 페이먼트월 채널이 없으니, 포트원 관리자콘솔에서 추가해 주세요.</translation>
    </message>
    <message>
        <source>the user code of the shop is needed once (imp and digits, in the PortOne console).</source>
        <translation>고객사 식별코드를 한 번 입력해 주세요(포트원 관리자콘솔의 imp와 숫자).</translation>
    </message>
    <message>
        <source>nothing speaks against the payments of {value}.</source>
        <translation>{value} 주문의 결제에는 확인할 문제가 없습니다.</translation>
    </message>
    <message>
        <source>{asked} is more than was paid ({paid}).</source>
        <translation>입력한 금액({asked})이 결제 금액({paid})보다 많습니다.</translation>
    </message>
    <message>
        <source>no refund made another way is open on {ticket}.</source>
        <translation>정리되지 않은 별도 환급 기록이 없습니다({ticket}).</translation>
    </message>
    <message>
        <source>nobody has marked {imp_uid} as a test payment.</source>
        <translation>테스트 결제로 표시된 적이 없습니다({imp_uid}).</translation>
    </message>
    <message>
        <source>this file is no whole copy of a ledger: {path}</source>
        <translation>온전한 장부 사본이 아닙니다: {path}</translation>
    </message>
    <message>
        <source>the shop is open elsewhere; close its window and end “sync --watch” first: {path}</source>
        <translation>다른 곳에서 이 상점을 열어 두었습니다. 창을 닫고 ‘sync --watch’를 먼저 끝내 주세요: {path}</translation>
    </message>
    <message>
        <source>there is an order {value} already.</source>
        <translation>주문번호 {value} 주문이 이미 있습니다.</translation>
    </message>
    <message>
        <source>the order cannot be written so: {why}</source>
        <translation>이대로는 주문을 저장할 수 없습니다. {why}</translation>
    </message>
    <message>
        <source>{value} is paid, so it stays as it was agreed; only its note and tags can change.</source>
        <translation>{value} 주문은 결제되어 내용을 바꿀 수 없으며, 메모와 태그만 수정할 수 있습니다.</translation>
    </message>
    <message>
        <source>{value} is closed; open it again first.</source>
        <translation>{value} 주문은 종료되었으니, 먼저 다시 열어 주세요.</translation>
    </message>
    <message>
        <source>{value} is not closed.</source>
        <translation>{value} 주문은 종료된 상태가 아닙니다.</translation>
    </message>
    <message>
        <source>{imp_uid} belongs to the order {value} already.</source>
        <translation>{imp_uid} 결제에는 이미 주문({value})이 있습니다.</translation>
    </message>
    <message>
        <source>{imp_uid} was not attached to an order here.</source>
        <translation>담당자가 주문에 연결한 결제가 아닙니다({imp_uid}).</translation>
    </message>
    <message>
        <source>there is no template “{value}”.</source>
        <translation>“{value}” 템플릿이 없습니다.</translation>
    </message>
    <message>
        <source>there is no import {value} that could be undone.</source>
        <translation>되돌릴 수 있는 가져오기(번호 {value})가 없습니다.</translation>
    </message>
    <message>
        <source>this very file ({file}) was imported before, as import {value}; say so if it is wanted again.</source>
        <translation>같은 파일({file})을 이미 가져왔으니(가져오기 {value}), 다시 가져오려면 그렇게 지정해 주세요.</translation>
    </message>
    <message>
        <source>nobody with the address {value} has ordered or paid here.</source>
        <translation>이메일 {value} 구매자의 주문이나 결제가 없습니다.</translation>
    </message>
    <message>
        <source>{file} cannot be read as a CSV or XLSX file.</source>
        <translation>{file} 파일을 CSV 또는 XLSX 파일로 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>{file} cannot be written.</source>
        <translation>{file} 파일을 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>{file} is too large: at most {most} rows are read at once.</source>
        <translation>{file} 파일이 너무 큽니다. 한 번에 {most}행까지 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>no row of {file} names its columns; an amount has to be one of them.</source>
        <translation>{file} 파일에 열 이름이 있는 행이 없습니다. 금액 열이 있어야 합니다.</translation>
    </message>
    <message>
        <source>{count} rows have errors; nothing was imported, as all or nothing was asked.</source>
        <translation>오류가 있는 행이 {count}건 있어, 전부 아니면 가져오지 않기를 선택한 대로 아무것도 가져오지 않았습니다.</translation>
    </message>
    <message>
        <source>{file} holds no row that can be imported.</source>
        <translation>{file} 파일에 가져올 수 있는 행이 없습니다.</translation>
    </message>
    <message>
        <source>{order} is in the list twice; only its first row is taken.</source>
        <translation>목록에 같은 주문번호가 두 번 있어 첫 번째 행만 처리합니다({order}).</translation>
    </message>
    <message>
        <source>no row of {file} names its columns; order number and tracking number have to be among them.</source>
        <translation>파일에 열 이름이 있는 행이 없습니다({file}). 주문번호와 운송장번호 열이 필요합니다.</translation>
    </message>
    <message>
        <source>i&apos;mport answered {ticket} ({amount}) with “{message}”.</source>
        <translation>포트원이 {ticket}({amount}) 요청에 “{message}”라고 응답했습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport did not accept it: “{message}”</source>
        <translation>포트원이 요청을 받지 않았습니다. “{message}”</translation>
    </message>
    <message>
        <source>no answer came to the request for a payment link, so there may be one; another is made only when you say so.</source>
        <translation>결제 링크 요청에 응답이 없어 링크가 만들어졌을 수 있으며, 확인하기 전에는 다시 만들지 않습니다.</translation>
    </message>
    <message>
        <source>no answer that counts came after {ticket} ({amount}) had left; it is not sent again by itself, and please do not cancel it in the console either.</source>
        <translation>{ticket}({amount}) 요청을 보낸 뒤 연결이 끊겼거나 응답을 확인하지 못해 접수 여부를 알 수 없으며, 자동으로 다시 보내지 않으니 콘솔에서도 다시 취소하지 말아 주세요.</translation>
    </message>
    <message>
        <source>{ticket} had left but the answer could not be written; once there is space the desk only looks, it does not send again.</source>
        <translation>{ticket} 요청은 이미 보냈으나 응답을 저장하지 못했으며, 공간을 확보하면 다시 보내지 않고 조회만 합니다.</translation>
    </message>
    <message>
        <source>i&apos;mport could not be reached; ask again when the connection is back.</source>
        <translation>포트원에 연결하지 못했으니, 연결을 확인한 뒤 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s answer could not be understood; it may be disturbed, try again later.</source>
        <translation>포트원의 응답을 해석할 수 없습니다. 포트원 장애일 수 있으니 잠시 후 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport asks to be left alone for a while; try again later.</source>
        <translation>포트원이 요청을 제한하고 있으니 잠시 후 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport does not accept the key and secret; check them in the PortOne console.</source>
        <translation>포트원이 API 키와 시크릿을 인증하지 않았으니, 포트원 관리자콘솔에서 확인해 주세요.</translation>
    </message>
    <message>
        <source>the key or the secret is missing: {what}.</source>
        <translation>API 키 또는 시크릿이 없습니다({what}).</translation>
    </message>
    <message>
        <source>the data folder cannot be written: {path}</source>
        <translation>데이터 폴더에 쓸 수 없습니다: {path}</translation>
    </message>
    <message>
        <source>this database was written by a newer version of the desk: {path}</source>
        <translation>더 새로운 버전의 프로그램에서 만든 데이터입니다: {path}</translation>
    </message>
    <message>
        <source>this database is damaged or none of ours: {path}</source>
        <translation>데이터가 손상되었거나 이 프로그램의 데이터가 아닙니다: {path}</translation>
    </message>
    <message>
        <source>this data folder belongs to another shop or another key ({bound}), not to {address}.</source>
        <translation>이 데이터 폴더는 다른 상점 또는 다른 API 키의 것입니다(폴더 {bound}, 요청 {address}).</translation>
    </message>
    <message>
        <source>the shop&apos;s settings cannot be read; mend or replace this file: {path}</source>
        <translation>상점 설정을 읽을 수 없으니, 이 파일을 고치거나 바꿔 주세요: {path}</translation>
    </message>
    <message>
        <source>the shop&apos;s settings were written by a newer version of the desk, so they are not changed: {path}</source>
        <translation>더 새로운 버전의 프로그램이 저장한 상점 설정이어서 바꾸지 않습니다: {path}</translation>
    </message>
    <message>
        <source>another request is being sent just now; try again in a moment.</source>
        <translation>다른 요청을 보내는 중이니 잠시 후 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport could not be reached, so {ticket} ({amount}, {imp_uid}) was not sent; ask again when the connection is back.</source>
        <translation>포트원에 연결하지 못해 취소 요청({ticket}, {imp_uid}, {amount})을 보내지 않았으니, 연결을 확인한 뒤 다시 요청해 주세요.</translation>
    </message>
</context>
<context>
    <name>fact</name>
    <message>
        <source>Price registered at i&apos;mport</source>
        <translation>포트원에 결제 금액 사전 등록</translation>
    </message>
    <message>
        <source>until {moment}</source>
        <translation>{moment}까지</translation>
    </message>
    <message>
        <source>Payment link made</source>
        <translation>결제 링크 생성</translation>
    </message>
    <message>
        <source>No answer to the request for a payment link: there may be one</source>
        <translation>결제 링크 요청에 응답 없음 · 링크가 만들어졌을 수 있음</translation>
    </message>
    <message>
        <source>Payment link switched off</source>
        <translation>결제 링크 사용 중지</translation>
    </message>
    <message>
        <source>Checkout page opened here</source>
        <translation>이 컴퓨터에서 결제 페이지 열기</translation>
    </message>
    <message>
        <source>Checkout page saved</source>
        <translation>결제 페이지 저장</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>Decided about goods on hold</source>
        <translation>발송 보류 처리 결정</translation>
    </message>
    <message>
        <source>Do not ship</source>
        <translation>발송 보류</translation>
    </message>
    <message>
        <source>First seen at i&apos;mport: {state}</source>
        <translation>포트원에서 처음 확인 · {state}</translation>
    </message>
    <message>
        <source>paid {moment}</source>
        <translation>결제 {moment}</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record</source>
        <translation>포트원 기록</translation>
    </message>
    <message>
        <source>Paid after it had failed</source>
        <translation>지연 승인(실패로 처리된 뒤 승인됨)</translation>
    </message>
    <message>
        <source>{amount} was cancelled</source>
        <translation>{amount} 취소 완료</translation>
    </message>
    <message>
        <source>Details of the payment changed at i&apos;mport</source>
        <translation>포트원의 결제 정보 변경</translation>
    </message>
    <message>
        <source>Odd news from i&apos;mport, not applied</source>
        <translation>포트원 기록 이상 · 반영하지 않음</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record is in order again</source>
        <translation>포트원 기록 정상화</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record was accepted</source>
        <translation>포트원 기록 반영</translation>
    </message>
    <message>
        <source>Order written</source>
        <translation>주문 작성</translation>
    </message>
    <message>
        <source>Sent to the buyer, the amount is registered at i&apos;mport</source>
        <translation>구매자에게 전달 · 포트원에 금액 등록</translation>
    </message>
    <message>
        <source>Order closed</source>
        <translation>주문 종료</translation>
    </message>
    <message>
        <source>Order opened again</source>
        <translation>주문 다시 열림</translation>
    </message>
    <message>
        <source>Order taken out: its import was undone</source>
        <translation>주문 삭제: 가져오기 되돌림</translation>
    </message>
    <message>
        <source>Cancellation of {amount} requested</source>
        <translation>{amount} 취소 요청</translation>
    </message>
    <message>
        <source>Request written, not sent</source>
        <translation>요청 작성 · 전송 전</translation>
    </message>
    <message>
        <source>A request made elsewhere was recorded</source>
        <translation>외부 요청 등록</translation>
    </message>
    <message>
        <source>Request sent · balance before {amount}</source>
        <translation>요청 전송 · 취소 가능 잔액 {amount}</translation>
    </message>
    <message>
        <source>i&apos;mport had refused {amount} before</source>
        <translation>포트원이 앞서 거절한 금액: {amount}</translation>
    </message>
    <message>
        <source>attempt {n}</source>
        <translation>{n}차 전송</translation>
    </message>
    <message>
        <source>{amount} of i&apos;mport&apos;s record belongs to {ticket}</source>
        <translation>포트원 기록 {amount} · {ticket} 취소분</translation>
    </message>
    <message>
        <source>{amount} was cancelled elsewhere</source>
        <translation>{amount} 외부 취소</translation>
    </message>
    <message>
        <source>Answered: it was {ticket}</source>
        <translation>답변 · {ticket} 취소분</translation>
    </message>
    <message>
        <source>Answered: none of ours</source>
        <translation>답변 · 이 프로그램의 요청 아님</translation>
    </message>
    <message>
        <source>Who cancelled it was said</source>
        <translation>취소 경로 입력</translation>
    </message>
    <message>
        <source>Brought back from the journal of sends</source>
        <translation>전송 기록에서 복구</translation>
    </message>
    <message>
        <source>A letter to Paymentwall was written</source>
        <translation>페이먼트월 문의 메일 작성</translation>
    </message>
    <message>
        <source>Checked with i&apos;mport: unchanged</source>
        <translation>포트원 조회 · 변동 없음</translation>
    </message>
    <message>
        <source>The bank&apos;s letter about a chargeback was noted</source>
        <translation>차지백 통지 등록</translation>
    </message>
    <message>
        <source>Money left another way; requests are blocked</source>
        <translation>다른 경로로 취소됨 · 요청 중단</translation>
    </message>
    <message>
        <source>Nothing of ours can be carried out any more; requests are possible again</source>
        <translation>처리될 수 있는 요청 없음 · 요청 가능</translation>
    </message>
    <message>
        <source>Handled; requests are possible again</source>
        <translation>처리 완료 · 요청 가능</translation>
    </message>
    <message>
        <source>Confirmed: it was {ticket}</source>
        <translation>확인 · {ticket} 취소분</translation>
    </message>
    <message>
        <source>It was not {ticket}</source>
        <translation>확인 · {ticket} 취소분 아님</translation>
    </message>
    <message>
        <source>Test payment excused, not to be cancelled</source>
        <translation>테스트 결제 취소 제외</translation>
    </message>
    <message>
        <source>Requests made while this desk could not see were looked for</source>
        <translation>확인할 수 없던 기간의 요청 확인</translation>
    </message>
    <message>
        <source>{n} cancellations nobody here asked for came at once</source>
        <translation>요청하지 않은 취소 {n}건이 한꺼번에 확인됨</translation>
    </message>
    <message>
        <source>The many cancellations were looked at</source>
        <translation>여러 건의 취소 확인 완료</translation>
    </message>
    <message>
        <source>Marked as a test payment</source>
        <translation>테스트 결제로 표시함</translation>
    </message>
    <message>
        <source>Counts as a real payment again</source>
        <translation>다시 실제 결제로 집계함</translation>
    </message>
    <message>
        <source>Buyer and shop are even again</source>
        <translation>구매자와 정산을 마침</translation>
    </message>
    <message>
        <source>The ledger was taken from a copy</source>
        <translation>사본에서 장부를 복원함</translation>
    </message>
    <message>
        <source>Sending is off until somebody has looked for earlier requests</source>
        <translation>이전 요청을 확인할 때까지 전송을 꺼 둡니다</translation>
    </message>
    <message>
        <source>Sending was switched off: the data folder was moved, copied or restored</source>
        <translation>전송 중지 · 데이터 폴더 이동, 복사 또는 복원</translation>
    </message>
    <message>
        <source>Sending was switched on again</source>
        <translation>전송 재개</translation>
    </message>
    <message>
        <source>{n} cancellations confirmed together</source>
        <translation>취소 {n}건 함께 확인</translation>
    </message>
    <message>
        <source>The ledger was bound to this shop</source>
        <translation>이 상점의 장부로 등록</translation>
    </message>
    <message>
        <source>The key was renewed</source>
        <translation>API 키 갱신</translation>
    </message>
</context>
<context>
    <name>hint</name>
    <message>
        <source>This method is said not to be refundable; ask Paymentwall, or refund the buyer another way.</source>
        <translation>취소되지 않는 결제수단으로 알려져 있으니 페이먼트월에 문의하거나 구매자에게 다른 방법으로 지급해 주세요.</translation>
    </message>
    <message>
        <source>This method is refundable within 180 days only: {days_left} days left.</source>
        <translation>180일 안에만 취소되는 결제수단입니다(남은 기간 {days_left}일).</translation>
    </message>
    <message>
        <source>This method is refundable within 180 days only; they ended {days_ago} days ago.</source>
        <translation>180일 안에만 취소되는 결제수단이며 기간이 {days_ago}일 전에 끝났습니다.</translation>
    </message>
    <message>
        <source>Cards from abroad can generally be cancelled only in full.</source>
        <translation>해외 카드는 대체로 전체 취소만 가능합니다.</translation>
    </message>
    <message>
        <source>Paid in another currency than it was processed in: it can be cancelled only in full.</source>
        <translation>결제 통화와 처리 통화가 달라 전체 취소만 가능합니다.</translation>
    </message>
    <message>
        <source>Free of fees until {until} KST today, only if Paymentwall carries it out today.</source>
        <translation>오늘 {until}(한국 시간)까지는 수수료가 없습니다. 단, 페이먼트월이 오늘 처리하는 경우에 한합니다.</translation>
    </message>
    <message>
        <source>A test payment: Paymentwall may open no ticket for a test key. Look whether it was carried out.</source>
        <translation>테스트 결제이므로 페이먼트월에 티켓이 접수되지 않을 수 있으니 취소되었는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>Charged with a billing key: the first charge is said not to be cancellable.</source>
        <translation>빌링키 결제이며 첫 결제는 취소되지 않는 것으로 알려져 있습니다.</translation>
    </message>
    <message>
        <source>The goods are on their way to the buyer: stop the parcel or agree on its return first.</source>
        <translation>상품이 배송 중입니다. 배송을 멈추거나 반품을 먼저 협의해 주세요.</translation>
    </message>
    <message>
        <source>The goods were delivered: agree on their return first.</source>
        <translation>배송이 완료된 상품입니다. 반품을 먼저 협의해 주세요.</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>출처: {source}</translation>
    </message>
</context>
<context>
    <name>journey</name>
    <message>
        <source>{n} pictures in {folder}</source>
        <translation>화면 {n}장 저장: {folder}</translation>
    </message>
    <message>
        <source>The practice shop opens and its week is played.</source>
        <translation>연습 상점을 열고 일주일의 거래를 재현합니다.</translation>
    </message>
    <message>
        <source>A payment arrives: {amount}.</source>
        <translation>결제가 들어왔습니다({amount}).</translation>
    </message>
    <message>
        <source>A cancellation of {amount} is requested; it waits.</source>
        <translation>취소를 요청했습니다({amount}). 취소 대기 중입니다.</translation>
    </message>
    <message>
        <source>After {hours} practice hours Paymentwall worked it off; i&apos;mport shows it: {state}.</source>
        <translation>연습 시간 {hours}시간 뒤 페이먼트월이 처리했고 포트원 기록에서 확인했습니다({state}).</translation>
    </message>
</context>
<context>
    <name>letter</name>
    <message>
        <source>Did a cancellation request arrive? {reference}</source>
        <translation>Did a cancellation request arrive? {reference}</translation>
    </message>
    <message>
        <source>Cancellation request still open: {reference}</source>
        <translation>Cancellation request still open: {reference}</translation>
    </message>
    <message>
        <source>Please do not carry out: {reference}</source>
        <translation>Please do not carry out: {reference}</translation>
    </message>
    <message>
        <source>we sent the cancellation request below through i&apos;mport (PortOne), but the connection broke before an answer came. Please tell us whether a ticket for it exists. We do not send it again until we hear from you.</source>
        <translation>we sent the cancellation request below through i&apos;mport (PortOne), but the connection broke before an answer came. Please tell us whether a ticket for it exists. We do not send it again until we hear from you.</translation>
    </message>
    <message>
        <source>the cancellation request below was sent through i&apos;mport (PortOne) on {day} and has not been carried out. Please tell us its state, or what you need from us.</source>
        <translation>the cancellation request below was sent through i&apos;mport (PortOne) on {day} and has not been carried out. Please tell us its state, or what you need from us.</translation>
    </message>
    <message>
        <source>the payment below was cancelled in another way. Please do not carry out the cancellation request any more, and confirm that it is stopped.</source>
        <translation>the payment below was cancelled in another way. Please do not carry out the cancellation request any more, and confirm that it is stopped.</translation>
    </message>
    <message>
        <source>Paymentwall reference</source>
        <translation>Paymentwall reference</translation>
    </message>
    <message>
        <source>i&apos;mport payment</source>
        <translation>i&apos;mport payment</translation>
    </message>
    <message>
        <source>Our request</source>
        <translation>Our request</translation>
    </message>
    <message>
        <source>Amount to cancel</source>
        <translation>Amount to cancel</translation>
    </message>
    <message>
        <source>Amount paid</source>
        <translation>Amount paid</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Dear Paymentwall support,</source>
        <translation>Dear Paymentwall support,</translation>
    </message>
    <message>
        <source>Thank you.</source>
        <translation>Thank you.</translation>
    </message>
</context>
<context>
    <name>link</name>
    <message>
        <source>by its number</source>
        <translation>요청번호 일치</translation>
    </message>
    <message>
        <source>probably, by amount only</source>
        <translation>금액 기준 추정</translation>
    </message>
    <message>
        <source>said by a person</source>
        <translation>담당자 확인</translation>
    </message>
    <message>
        <source>no cancellation linked</source>
        <translation>연결된 취소 없음</translation>
    </message>
</context>
<context>
    <name>method</name>
    <message>
        <source>Credit card</source>
        <translation>신용카드</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>계좌 이체</translation>
    </message>
    <message>
        <source>Virtual account</source>
        <translation>가상계좌</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>휴대폰</translation>
    </message>
    <message>
        <source>Samsung Pay</source>
        <translation>삼성페이</translation>
    </message>
    <message>
        <source>KakaoPay</source>
        <translation>카카오페이</translation>
    </message>
    <message>
        <source>LINE Pay</source>
        <translation>라인페이</translation>
    </message>
    <message>
        <source>GCash</source>
        <translation>GCash</translation>
    </message>
</context>
<context>
    <name>need</name>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Ticket {ticket} is unconfirmed</source>
        <translation>{ticket} 접수 미확인</translation>
    </message>
    <message>
        <source>It left and no answer came; it is not sent again by itself</source>
        <translation>요청을 보냈으나 응답이 없으며, 자동으로 다시 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>요청 보기</translation>
    </message>
    <message>
        <source>has waited for {age}</source>
        <translation>{age}째 대기 중</translation>
    </message>
    <message>
        <source>Ticket {ticket} is overdue</source>
        <translation>{ticket} 예상보다 지연</translation>
    </message>
    <message>
        <source>Ticket {ticket} was not sent</source>
        <translation>{ticket} 전송 전</translation>
    </message>
    <message>
        <source>Nothing left; it goes out only when a person sends it</source>
        <translation>보낸 요청이 없으며, 담당자가 보내야 전송됩니다.</translation>
    </message>
    <message>
        <source>{order}: which request was it?</source>
        <translation>{order} 어떤 요청의 취소인지 확인 필요</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답하기</translation>
    </message>
    <message>
        <source>Ticket {ticket} was carried out after all</source>
        <translation>{ticket} 종료 뒤 취소됨</translation>
    </message>
    <message>
        <source>It was closed as “{was}”; the buyer may have been paid twice</source>
        <translation>‘{was}’ 상태로 종료한 요청이며, 구매자가 두 번 받았을 수 있습니다.</translation>
    </message>
    <message>
        <source>Ticket {ticket}: the buyer may have been paid twice</source>
        <translation>{ticket} 이중 환급 가능성</translation>
    </message>
    <message>
        <source>Ticket {ticket}: more was cancelled than asked</source>
        <translation>{ticket} 요청보다 많이 취소됨</translation>
    </message>
    <message>
        <source>Asked {asked}, carried out {done}</source>
        <translation>요청 {asked}, 취소 {done}</translation>
    </message>
    <message>
        <source>{order}: cancelled elsewhere</source>
        <translation>{order} 외부 취소</translation>
    </message>
    <message>
        <source>Nobody at this desk asked for it</source>
        <translation>이 프로그램에서 요청하지 않은 취소</translation>
    </message>
    <message>
        <source>Ordered {ordered}, paid {paid}: do not ship</source>
        <translation>주문 {ordered}, 결제 {paid} · 발송 보류</translation>
    </message>
    <message>
        <source>Order {order}: amount differs</source>
        <translation>주문 {order} 금액 불일치</translation>
    </message>
    <message>
        <source>Order {order} paid after it was closed</source>
        <translation>{order} 주문 종료 후 결제</translation>
    </message>
    <message>
        <source>Do not ship before you decide; keep or cancel it</source>
        <translation>결정 전까지 발송 보류, 결제 유지 또는 취소 선택</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교하기</translation>
    </message>
    <message>
        <source>Order {order}: currency differs</source>
        <translation>주문 {order} 통화 불일치</translation>
    </message>
    <message>
        <source>Order {order} was paid twice</source>
        <translation>주문 {order} 중복 결제</translation>
    </message>
    <message>
        <source>More than one payment holds money; keep one of them</source>
        <translation>두 건 이상 결제된 상태이니 한 건만 남겨 주세요.</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>처리 결정</translation>
    </message>
    <message>
        <source>Order {order} paid after it had failed</source>
        <translation>주문 {order} 지연 승인</translation>
    </message>
    <message>
        <source>Paymentwall approved it late; keep or cancel it</source>
        <translation>실패로 처리된 뒤 승인되었으니 유지할지 취소할지 정해 주세요.</translation>
    </message>
    <message>
        <source>{order}: a test payment holds real money</source>
        <translation>{order} 테스트 결제 취소 필요</translation>
    </message>
    <message>
        <source>Test payments charge the card; cancel it</source>
        <translation>테스트 결제도 카드에 실제로 청구되니 취소해 주세요.</translation>
    </message>
    <message>
        <source>Open payment</source>
        <translation>결제 보기</translation>
    </message>
    <message>
        <source>Order {order} was paid by test</source>
        <translation>주문 {order} 테스트 결제</translation>
    </message>
    <message>
        <source>Do not ship, and cancel the test payment</source>
        <translation>발송하지 말고 테스트 결제를 취소해 주세요.</translation>
    </message>
    <message>
        <source>{order}: odd news from i&apos;mport</source>
        <translation>{order} 포트원 기록 이상</translation>
    </message>
    <message>
        <source>{order}: the record contradicts itself</source>
        <translation>{order} 포트원 기록 불일치</translation>
    </message>
    <message>
        <source>Status, amount and history at i&apos;mport do not agree</source>
        <translation>포트원의 상태, 금액, 취소 내역이 서로 다릅니다.</translation>
    </message>
    <message>
        <source>{order}: chargeback notice</source>
        <translation>{order} 차지백 통지</translation>
    </message>
    <message>
        <source>The bank takes the money back; stop what is still being cancelled</source>
        <translation>카드사가 금액을 회수하니 진행 중인 취소를 중단해 주세요.</translation>
    </message>
    <message>
        <source>{order}: ask Paymentwall to stop {tickets}</source>
        <translation>{order} 페이먼트월에 중단 요청 필요({tickets})</translation>
    </message>
    <message>
        <source>Money left another way ({why}); the buyer may be paid twice</source>
        <translation>다른 경로로 취소되어({why}) 구매자가 두 번 받을 수 있습니다.</translation>
    </message>
    <message>
        <source>Write to Paymentwall</source>
        <translation>문의 메일</translation>
    </message>
    <message>
        <source>Sending is off: this desk may have missed requests</source>
        <translation>전송 중지 · 확인하지 못한 요청이 있을 수 있음</translation>
    </message>
    <message>
        <source>The data folder was moved, copied or restored; look for requests made meanwhile</source>
        <translation>데이터 폴더가 이동, 복사 또는 복원되었으니 그동안의 요청을 확인해 주세요.</translation>
    </message>
    <message>
        <source>It is new here and knows no earlier request: look for those of the console or another PC</source>
        <translation>새로 만든 데이터라 이전 요청을 알 수 없습니다. 콘솔이나 다른 PC에서 한 요청이 있는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>확인하기</translation>
    </message>
    <message>
        <source>{n} cancellations nobody here asked for came at once</source>
        <translation>요청하지 않은 취소 {n}건이 한꺼번에 확인됨</translation>
    </message>
    <message>
        <source>At most {n} are usual; their lines are held back until somebody has looked</source>
        <translation>평소 최대 {n}건이며, 담당자가 확인할 때까지 개별 표시를 보류합니다.</translation>
    </message>
    <message>
        <source>I have looked</source>
        <translation>확인 완료</translation>
    </message>
    <message>
        <source>Cancellations confirmed together were stopped: {n} are left</source>
        <translation>일괄 취소 요청이 중단되어 {n}건이 남아 있습니다</translation>
    </message>
    <message>
        <source>They go on only when somebody says so: {money}</source>
        <translation>누군가 지시해야 이어서 진행합니다: {money}</translation>
    </message>
    <message>
        <source>Go on or leave it</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Ticket {ticket}: probably carried out</source>
        <translation>{ticket} 취소 추정</translation>
    </message>
    <message>
        <source>{amount} cancelled (i&apos;mport). By {ticket} or by somebody else: not known</source>
        <translation>포트원 기록 {amount} 취소 · {ticket} 취소분인지 확인되지 않음</translation>
    </message>
    <message>
        <source>Say who it was</source>
        <translation>답하기</translation>
    </message>
    <message>
        <source>Ticket {ticket} is probably not handled</source>
        <translation>{ticket} 미처리 추정</translation>
    </message>
    <message>
        <source>Day {day} since it was paid; Paymentwall may give the money back after day 7</source>
        <translation>결제 후 {day}일째 · 7일이 지나면 페이먼트월이 승인을 무효로 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Day {day} since it was paid; not settled before it is registered</source>
        <translation>결제 후 {day}일째 · 등록 전에는 정산되지 않습니다.</translation>
    </message>
    <message>
        <source>Order {order}: delivery not registered</source>
        <translation>주문 {order}: 배송 미등록</translation>
    </message>
    <message>
        <source>Register delivery</source>
        <translation>배송 등록</translation>
    </message>
    <message>
        <source>Paid parcels without a registered delivery: {n}</source>
        <translation>배송 미등록 주문(결제 완료): {n}건</translation>
    </message>
    <message>
        <source>Not settled before they are registered: {money}</source>
        <translation>등록 전에는 정산되지 않습니다: {money}</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>주문 보기</translation>
    </message>
</context>
<context>
    <name>notice</name>
    <message>
        <source>{n} new notices</source>
        <translation>새 알림 {n}건</translation>
    </message>
    <message>
        <source>Ticket settled</source>
        <translation>취소 요청 처리됨</translation>
    </message>
    <message>
        <source>Ticket rejected or refused</source>
        <translation>취소 거절 또는 접수 거절</translation>
    </message>
    <message>
        <source>Ticket overdue</source>
        <translation>취소 대기 지연</translation>
    </message>
    <message>
        <source>Payment does not fit its order</source>
        <translation>주문과 다른 결제</translation>
    </message>
    <message>
        <source>Late approval</source>
        <translation>지연 승인</translation>
    </message>
    <message>
        <source>Cancelled elsewhere</source>
        <translation>외부 취소</translation>
    </message>
    <message>
        <source>i&apos;mport silent for 10 minutes</source>
        <translation>10분 동안 포트원 조회 실패</translation>
    </message>
    <message>
        <source>Many cancellations at once</source>
        <translation>한꺼번에 많은 취소</translation>
    </message>
    <message>
        <source>i&apos;mport shows what was asked for as done.</source>
        <translation>요청한 취소가 포트원 기록에서 확인되었습니다.</translation>
    </message>
    <message>
        <source>It was not carried out; look at it before anything else is asked.</source>
        <translation>취소되지 않았으니, 다시 요청하기 전에 내용을 확인해 주세요.</translation>
    </message>
    <message>
        <source>It waits longer than expected; ask Paymentwall.</source>
        <translation>예상보다 오래 걸리고 있으니 페이먼트월에 문의해 주세요.</translation>
    </message>
    <message>
        <source>Do not ship before a person has looked.</source>
        <translation>담당자가 확인할 때까지 발송을 보류해 주세요.</translation>
    </message>
    <message>
        <source>It was paid after it had failed or its order was closed.</source>
        <translation>실패로 처리되거나 주문이 종료된 뒤 승인되었습니다.</translation>
    </message>
    <message>
        <source>Nobody at this desk asked for it.</source>
        <translation>이 프로그램에서 요청하지 않은 취소입니다.</translation>
    </message>
    <message>
        <source>No cancellation is affected: what you see is older.</source>
        <translation>취소 요청에 영향 없음: 이전 조회 내용을 표시하고 있습니다.</translation>
    </message>
    <message>
        <source>Look at them first; notices of single ones are held back.</source>
        <translation>먼저 확인해 주세요. 건별 알림은 보류됩니다.</translation>
    </message>
    <message>
        <source>{n} tickets settled</source>
        <translation>처리된 취소 요청 {n}건</translation>
    </message>
    <message>
        <source>{n} tickets rejected or refused</source>
        <translation>거절된 취소 요청 {n}건</translation>
    </message>
    <message>
        <source>{n} tickets overdue</source>
        <translation>지연된 취소 요청 {n}건</translation>
    </message>
    <message>
        <source>{n} payments do not fit their orders</source>
        <translation>주문과 다른 결제 {n}건</translation>
    </message>
    <message>
        <source>{n} late approvals</source>
        <translation>지연 승인 {n}건</translation>
    </message>
    <message>
        <source>{n} cancellations made elsewhere</source>
        <translation>외부 취소 {n}건</translation>
    </message>
    <message>
        <source>i&apos;mport silent {n} times</source>
        <translation>포트원 조회 실패 {n}회</translation>
    </message>
    <message>
        <source>{n} news</source>
        <translation>새 소식 {n}건</translation>
    </message>
    <message>
        <source>Open them with a click or Enter.</source>
        <translation>클릭하거나 Enter 키를 누르면 목록이 열립니다.</translation>
    </message>
    <message>
        <source>Cancelled more than asked</source>
        <translation>요청보다 많이 취소됨</translation>
    </message>
    <message>
        <source>since {moment}</source>
        <translation>{moment}부터</translation>
    </message>
</context>
<context>
    <name>oddity</name>
    <message>
        <source>the status went backwards</source>
        <translation>상태가 이전 단계로 되돌아감</translation>
    </message>
    <message>
        <source>less is cancelled than before</source>
        <translation>취소 금액이 줄어듦</translation>
    </message>
    <message>
        <source>the amount changed</source>
        <translation>결제 금액이 바뀜</translation>
    </message>
    <message>
        <source>the currency changed</source>
        <translation>통화가 바뀜</translation>
    </message>
    <message>
        <source>the order number changed</source>
        <translation>주문번호가 바뀜</translation>
    </message>
    <message>
        <source>a cancellation already known changed</source>
        <translation>확인된 취소 내역이 바뀜</translation>
    </message>
    <message>
        <source>a cancellation already known is missing</source>
        <translation>확인된 취소 내역이 빠짐</translation>
    </message>
    <message>
        <source>the test mark changed</source>
        <translation>테스트 결제 표시가 바뀜</translation>
    </message>
    <message>
        <source>status, amount and history do not agree</source>
        <translation>상태, 금액, 취소 내역이 서로 다름</translation>
    </message>
    <message>
        <source>i&apos;mport does not find the payment any more</source>
        <translation>포트원에서 거래를 찾을 수 없음</translation>
    </message>
</context>
<context>
    <name>order</name>
    <message>
        <source>Draft</source>
        <translation>작성 중</translation>
    </message>
    <message>
        <source>Awaiting payment</source>
        <translation>결제 대기</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제 완료</translation>
    </message>
    <message>
        <source>Partly cancelled</source>
        <translation>부분 취소</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>전체 취소</translation>
    </message>
    <message>
        <source>Closed unpaid</source>
        <translation>미결제 종료</translation>
    </message>
    <message>
        <source>physical goods</source>
        <translation>실물 상품</translation>
    </message>
    <message>
        <source>digital goods</source>
        <translation>디지털 상품</translation>
    </message>
</context>
<context>
    <name>orders</name>
    <message>
        <source>Order number</source>
        <translation>주문번호</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>주문명</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>통화</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>구매자</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>이메일</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>전화번호</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>우편번호</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>Kind of goods</source>
        <translation>상품 종류</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Ordered on</source>
        <translation>주문일</translation>
    </message>
    <message>
        <source>Payment method</source>
        <translation>결제수단</translation>
    </message>
    <message>
        <source>Widget code</source>
        <translation>위젯 코드</translation>
    </message>
    <message>
        <source>it has a payment</source>
        <translation>결제가 있음</translation>
    </message>
    <message>
        <source>it was edited</source>
        <translation>수정됨</translation>
    </message>
    <message>
        <source>it was sent to the buyer</source>
        <translation>구매자에게 보냄</translation>
    </message>
    <message>
        <source>it was closed</source>
        <translation>종료됨</translation>
    </message>
    <message>
        <source>it was opened again</source>
        <translation>다시 열림</translation>
    </message>
    <message>
        <source>a payment was attached to it</source>
        <translation>결제를 연결한 적이 있음</translation>
    </message>
    <message>
        <source>the amount has to be registered at i&apos;mport again</source>
        <translation>포트원에 금액을 다시 등록해야 함</translation>
    </message>
    <message>
        <source>the buyer needs a new payment link</source>
        <translation>구매자에게 새 결제 링크가 필요함</translation>
    </message>
    <message>
        <source>something was done with it</source>
        <translation>처리된 내용이 있음</translation>
    </message>
    <message>
        <source>from import {number}</source>
        <translation>가져오기 {number}</translation>
    </message>
    <message>
        <source>another attempt at {number}</source>
        <translation>{number} 주문의 재시도</translation>
    </message>
    <message>
        <source>copied from {number}</source>
        <translation>{number} 주문에서 복제</translation>
    </message>
    <message>
        <source>Payment attached to the order {order}</source>
        <translation>주문에 결제 연결({order})</translation>
    </message>
    <message>
        <source>Payment taken off the order {order}</source>
        <translation>주문에서 결제 연결 해제({order})</translation>
    </message>
    <message>
        <source>its own number is {number}</source>
        <translation>포트원 주문번호 {number}</translation>
    </message>
    <message>
        <source>Order edited: {fields}</source>
        <translation>주문 수정: {fields}</translation>
    </message>
    <message>
        <source>{before} became {after}</source>
        <translation>{before} → {after}</translation>
    </message>
</context>
<context>
    <name>outcome</name>
    <message>
        <source>On its way</source>
        <translation>전송 중</translation>
    </message>
    <message>
        <source>Never left</source>
        <translation>전송 안 됨</translation>
    </message>
    <message>
        <source>Accepted by i&apos;mport</source>
        <translation>포트원 접수</translation>
    </message>
    <message>
        <source>Carried out</source>
        <translation>취소 처리됨</translation>
    </message>
    <message>
        <source>Refused by i&apos;mport</source>
        <translation>포트원 접수 거절</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>응답 없음</translation>
    </message>
</context>
<context>
    <name>payment</name>
    <message>
        <source>Ready</source>
        <translation>미결제</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제 완료</translation>
    </message>
    <message>
        <source>Partly cancelled</source>
        <translation>부분 취소</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>전체 취소</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>결제 실패</translation>
    </message>
    <message>
        <source>Waiting for cancellation</source>
        <translation>취소 대기</translation>
    </message>
    <message>
        <source>A state this desk does not know</source>
        <translation>알 수 없는 상태</translation>
    </message>
</context>
<context>
    <name>preflight</name>
    <message>
        <source>An order needs a number.</source>
        <translation>주문번호를 입력해 주세요.</translation>
    </message>
    <message>
        <source>i&apos;mport takes at most {most} characters in a number; this one has {length}.</source>
        <translation>포트원 주문번호는 {most}자까지입니다(현재 {length}자).</translation>
    </message>
    <message>
        <source>The number becomes part of web addresses: letters A to Z, digits, dot, hyphen and _ are safest.</source>
        <translation>주문번호는 웹 주소에 쓰이므로 영문, 숫자, 점, 하이픈, 밑줄이 안전합니다.</translation>
    </message>
    <message>
        <source>The number holds characters that cannot be seen.</source>
        <translation>주문번호에 보이지 않는 문자가 있습니다.</translation>
    </message>
    <message>
        <source>A spreadsheet shortened “{number}” and its digits are lost; format the column as text and save it again.</source>
        <translation>스프레드시트가 “{number}” 형태로 줄여 원래 숫자를 알 수 없으니, 열을 텍스트 서식으로 바꿔 다시 저장해 주세요.</translation>
    </message>
    <message>
        <source>{number} stands in this file more than once; only its first row is taken.</source>
        <translation>파일에 같은 주문번호({number})가 여러 번 있어 첫 번째 행만 가져옵니다.</translation>
    </message>
    <message>
        <source>There is an order {number} already; each number is used once.</source>
        <translation>주문번호 {number} 주문이 이미 있습니다. 주문번호는 한 번만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>A payment with this number was made already; i&apos;mport refuses to take a paid number again.</source>
        <translation>이 주문번호로 결제된 내역이 있습니다. 포트원은 결제된 주문번호를 다시 받지 않습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport knows a payment with this number; it will belong to this order.</source>
        <translation>이 주문번호의 결제가 포트원에 있어, 이 주문의 결제로 연결됩니다.</translation>
    </message>
    <message>
        <source>This desk keeps at most {most} characters here; these are {length}. Is a quotation mark missing?</source>
        <translation>최대 {most}자까지 저장할 수 있습니다(현재 {length}자). 따옴표가 빠졌는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>Paymentwall needs the name of what is sold.</source>
        <translation>페이먼트월 결제에는 주문명이 필요합니다.</translation>
    </message>
    <message>
        <source>Paymentwall takes at most {most} characters here; these are {length}.</source>
        <translation>페이먼트월은 {most}자까지 받습니다(현재 {length}자).</translation>
    </message>
    <message>
        <source>Paymentwall needs the buyer&apos;s first and last name.</source>
        <translation>페이먼트월 결제에는 구매자의 이름과 성이 필요합니다.</translation>
    </message>
    <message>
        <source>Paymentwall refuses a name without a space: first name, space, last name (Minji Kim).</source>
        <translation>페이먼트월은 띄어쓰기 없는 이름을 거절합니다. 이름과 성을 띄어서 입력해 주세요(예: Minji Kim).</translation>
    </message>
    <message>
        <source>Paymentwall refuses a payment without the buyer&apos;s e-mail.</source>
        <translation>페이먼트월은 구매자 이메일이 없는 결제를 거절합니다.</translation>
    </message>
    <message>
        <source>This is no e-mail address.</source>
        <translation>이메일 주소가 아닙니다.</translation>
    </message>
    <message>
        <source>An order needs an amount.</source>
        <translation>금액을 입력해 주세요.</translation>
    </message>
    <message>
        <source>“{value}” is not an amount; write it like 20.00.</source>
        <translation>“{value}” 값은 금액이 아닙니다. 20.00처럼 입력해 주세요.</translation>
    </message>
    <message>
        <source>The amount must be above 0.</source>
        <translation>0보다 큰 금액을 입력해 주세요.</translation>
    </message>
    <message>
        <source>“{value}” has more decimals than {currency} has ({decimals}).</source>
        <translation>“{value}” 값의 소수 자릿수가 {currency} 통화의 자릿수({decimals})보다 많습니다.</translation>
    </message>
    <message>
        <source>“{value}” could be thousands or decimals; write it without a separator.</source>
        <translation>“{value}” 값이 천 단위인지 소수인지 알 수 없으니, 구분 기호 없이 입력해 주세요.</translation>
    </message>
    <message>
        <source>Paymentwall takes two decimals at most, in {currency}, too: the last digit must be 0.</source>
        <translation>페이먼트월은 {currency} 통화도 소수 둘째 자리까지만 받으므로, 마지막 자리는 0이어야 합니다.</translation>
    </message>
    <message>
        <source>Paymentwall takes {least} at least.</source>
        <translation>페이먼트월 최소 결제 금액은 {least}입니다.</translation>
    </message>
    <message>
        <source>About {about}: many methods take nothing below 0.3 euros (about 0.5 US dollars).</source>
        <translation>약 {about}: 0.3유로(약 0.5달러) 미만은 받지 않는 결제수단이 많습니다.</translation>
    </message>
    <message>
        <source>Paymentwall refuses more than {limit} per payment unless it raised your limit; this is about {about}.</source>
        <translation>페이먼트월은 한도를 올려 주지 않은 경우 결제 1건에 {limit} 넘는 금액을 거절합니다(이 주문은 약 {about}).</translation>
    </message>
    <message>
        <source>A currency is needed: without one i&apos;mport takes KRW.</source>
        <translation>통화를 입력해 주세요. 통화가 없으면 포트원은 KRW로 처리합니다.</translation>
    </message>
    <message>
        <source>“{currency}” is no currency; write it like USD.</source>
        <translation>“{currency}” 통화는 없습니다. USD처럼 입력해 주세요.</translation>
    </message>
    <message>
        <source>{currency} is no longer in use.</source>
        <translation>{currency} 통화는 더 이상 쓰이지 않습니다.</translation>
    </message>
    <message>
        <source>{currency} is not on Paymentwall&apos;s list of 2017.</source>
        <translation>{currency} 통화는 페이먼트월의 2017년 목록에 없습니다.</translation>
    </message>
    <message>
        <source>{currency} is on Paymentwall&apos;s list, but may not be available.</source>
        <translation>{currency} 통화는 페이먼트월 목록에 있으나 결제가 안 될 수 있습니다.</translation>
    </message>
    <message>
        <source>“{value}” names another currency than {currency}.</source>
        <translation>“{value}” 값의 통화가 {currency} 통화와 다릅니다.</translation>
    </message>
    <message>
        <source>“{value}” is no country; write two letters like DE.</source>
        <translation>“{value}” 국가를 찾을 수 없습니다. DE처럼 두 글자로 입력해 주세요.</translation>
    </message>
    <message>
        <source>“{value}” is neither physical nor digital.</source>
        <translation>“{value}” 값은 실물도 디지털도 아닙니다.</translation>
    </message>
    <message>
        <source>To register the delivery an address is needed, or the sale is not settled.</source>
        <translation>배송 등록에 주소가 필요하며, 배송을 등록하지 않으면 정산되지 않습니다.</translation>
    </message>
    <message>
        <source>“{value}” is no day; write it like 2026-11-22.</source>
        <translation>“{value}” 값은 날짜가 아닙니다. 2026-11-22처럼 입력해 주세요.</translation>
    </message>
    <message>
        <source>“{value}” could be two days (month first or day first); write it like 2026-11-22.</source>
        <translation>“{value}” 값은 월과 일의 순서를 알 수 없으니, 2026-11-22처럼 입력해 주세요.</translation>
    </message>
    <message>
        <source>“{value}” has not come yet.</source>
        <translation>“{value}” 날짜는 아직 오지 않았습니다.</translation>
    </message>
    <message>
        <source>The cell has a formula without a result; save the file in the spreadsheet program first.</source>
        <translation>셀에 결과가 없는 수식이 있으니, 스프레드시트 프로그램에서 파일을 먼저 저장해 주세요.</translation>
    </message>
    <message>
        <source>Paymentwall has no method “{value}”.</source>
        <translation>페이먼트월에 “{value}” 결제수단이 없습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport knows the widgets pw_1 and t3_1, not “{value}”.</source>
        <translation>포트원에서 쓸 수 있는 위젯은 pw_1, t3_1이며 “{value}” 위젯은 없습니다.</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>저장 불가</translation>
    </message>
    <message>
        <source>cannot be paid yet</source>
        <translation>아직 결제 불가</translation>
    </message>
    <message>
        <source>note</source>
        <translation>참고</translation>
    </message>
</context>
<context>
    <name>problem</name>
    <message>
        <source>Amount differs</source>
        <translation>금액 불일치</translation>
    </message>
    <message>
        <source>Currency differs</source>
        <translation>통화 불일치</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation>중복 결제</translation>
    </message>
    <message>
        <source>Paid late</source>
        <translation>지연 승인</translation>
    </message>
    <message>
        <source>Paid by test</source>
        <translation>테스트 결제</translation>
    </message>
    <message>
        <source>Test payment</source>
        <translation>테스트 결제</translation>
    </message>
    <message>
        <source>Odd news from i&apos;mport</source>
        <translation>포트원 기록 이상</translation>
    </message>
    <message>
        <source>Record contradicts itself</source>
        <translation>포트원 기록 불일치</translation>
    </message>
    <message>
        <source>Chargeback notice</source>
        <translation>차지백 통지</translation>
    </message>
</context>
<context>
    <name>proof</name>
    <message>
        <source>Confirmed by i&apos;mport</source>
        <translation>포트원 기록</translation>
    </message>
    <message>
        <source>Declared by {person}</source>
        <translation>담당자 입력({person})</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>추정</translation>
    </message>
    <message>
        <source>the file is whole</source>
        <translation>파일이 온전합니다</translation>
    </message>
    <message>
        <source>the file is damaged: {said}</source>
        <translation>파일이 손상되었습니다: {said}</translation>
    </message>
    <message>
        <source>all {count} facts follow each other unchanged</source>
        <translation>기록 {count}건이 변경 없이 이어져 있습니다</translation>
    </message>
    <message>
        <source>the chain of facts is broken at {count} places: {said}</source>
        <translation>기록이 {count}곳에서 끊겼습니다: {said}</translation>
    </message>
    <message>
        <source>{count} payments and orders show what their facts say</source>
        <translation>결제와 주문 {count}건의 표시가 기록과 일치합니다</translation>
    </message>
    <message>
        <source>{count} payments or orders do not show what their facts say: {names}</source>
        <translation>결제 또는 주문 {count}건의 표시가 기록과 다릅니다: {names}</translation>
    </message>
    <message>
        <source>{count} tickets hold their payment exactly while they are open</source>
        <translation>취소 요청 {count}건의 잠금 상태가 올바릅니다</translation>
    </message>
    <message>
        <source>{count} tickets hold a payment wrongly: {names}</source>
        <translation>취소 요청 {count}건의 잠금 상태가 잘못되었습니다: {names}</translation>
    </message>
    <message>
        <source>{count} lines of the send journal, each with its attempt</source>
        <translation>전송 기록 {count}줄이 모두 장부와 일치합니다</translation>
    </message>
    <message>
        <source>the send journal is damaged in line {line}</source>
        <translation>전송 기록의 {line}번째 줄이 손상되었습니다</translation>
    </message>
    <message>
        <source>{count} sends of the journal are not in the ledger: {names}</source>
        <translation>전송 기록에만 있고 장부에 없는 전송 {count}건: {names}</translation>
    </message>
    <message>
        <source>{count} sends of the ledger are not in the journal: {names}</source>
        <translation>장부에만 있고 전송 기록에 없는 전송 {count}건: {names}</translation>
    </message>
    <message>
        <source>{payments} payments, {tickets} tickets and {orders} orders up to {until}</source>
        <translation>결제 {payments}건, 취소 요청 {tickets}건, 주문 {orders}건 ({until}까지)</translation>
    </message>
    <message>
        <source>no ledger is in place</source>
        <translation>현재 장부가 없습니다</translation>
    </message>
    <message>
        <source>the ledger in place cannot be read; it is kept all the same</source>
        <translation>현재 장부를 읽을 수 없습니다. 그래도 따로 보관합니다</translation>
    </message>
    <message>
        <source>would be missing: {payments} payments, {orders} orders, {tickets} tickets and what was noted in {facts} facts; what i&apos;mport knows comes back with the next look</source>
        <translation>사라지는 것: 결제 {payments}건, 주문 {orders}건, 취소 요청 {tickets}건, 기록 {facts}건. 포트원에 있는 내용은 다음 조회 때 다시 들어옵니다</translation>
    </message>
    <message>
        <source>nothing would be missing</source>
        <translation>사라지는 것이 없습니다</translation>
    </message>
    <message>
        <source>{count} requests come back from the send journal as unconfirmed</source>
        <translation>전송 기록에서 취소 요청 {count}건이 ‘접수 미확인’ 상태로 돌아옵니다</translation>
    </message>
    <message>
        <source>the send journal tells what was sent since; sending stays possible</source>
        <translation>사본 이후의 전송이 전송 기록에 모두 있어 계속 전송할 수 있습니다</translation>
    </message>
    <message>
        <source>the send journal does not tell what was sent since; sending stays off until a person has looked</source>
        <translation>사본 이후의 전송을 전송 기록에서 알 수 없어, 사람이 확인할 때까지 전송을 꺼 둡니다</translation>
    </message>
</context>
<context>
    <name>question</name>
    <message>
        <source>Which request was carried out?</source>
        <translation>어떤 요청이 취소되었는지 확인</translation>
    </message>
    <message>
        <source>Was this the request, with another amount?</source>
        <translation>다른 금액으로 취소된 요청인지 확인</translation>
    </message>
    <message>
        <source>Was the request carried out in parts?</source>
        <translation>나누어 취소된 요청인지 확인</translation>
    </message>
</context>
<context>
    <name>rail</name>
    <message>
        <source>Payments</source>
        <translation>결제</translation>
    </message>
</context>
<context>
    <name>reason</name>
    <message>
        <source>item missing</source>
        <translation>일부 상품 누락</translation>
    </message>
    <message>
        <source>changed mind</source>
        <translation>단순 변심</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>상품 파손</translation>
    </message>
    <message>
        <source>late</source>
        <translation>배송 지연</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>중복 결제</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트 결제</translation>
    </message>
</context>
<context>
    <name>refund</name>
    <message>
        <source>Bank transfer</source>
        <translation>계좌 이체</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>현금</translation>
    </message>
    <message>
        <source>Another way</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>the bank&apos;s letter</source>
        <translation>은행 통지</translation>
    </message>
    <message>
        <source>paid back another way</source>
        <translation>다른 방법으로 환급</translation>
    </message>
    <message>
        <source>The buyer got {amount} another way</source>
        <translation>다른 방법으로 환급: {amount}</translation>
    </message>
    <message>
        <source>{done} cancelled (i&apos;mport) and {other} paid another way</source>
        <translation>포트원 취소 {done} · 다른 방법으로 환급 {other}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>type a whole number.</source>
        <translation>정수를 입력해 주세요.</translation>
    </message>
    <message>
        <source>type a number from {least} to {most}.</source>
        <translation>{least}~{most} 사이의 숫자를 입력해 주세요.</translation>
    </message>
    <message>
        <source>this is too long ({most} characters at most).</source>
        <translation>너무 깁니다(최대 {most}자).</translation>
    </message>
    <message>
        <source>type an address that begins with https:// and has a channel in it.</source>
        <translation>https://로 시작하고 채널이 들어 있는 주소를 입력해 주세요.</translation>
    </message>
    <message>
        <source>this cannot be empty.</source>
        <translation>비워 둘 수 없습니다.</translation>
    </message>
    <message>
        <source>choose a time zone of the list, such as Asia/Seoul.</source>
        <translation>Asia/Seoul처럼 목록에 있는 시간대를 선택해 주세요.</translation>
    </message>
    <message>
        <source>the pattern needs {{random}}, or two orders could get one number.</source>
        <translation>두 주문의 번호가 같아지지 않도록 형식에 {{random}} 자리를 넣어 주세요.</translation>
    </message>
    <message>
        <source>use letters, digits, “.”, “_”, “-” and the places {{yyyy}} {{yy}} {{mm}} {{dd}} {{random}} only.</source>
        <translation>영문자, 숫자, “.”, “_”, “-”와 {{yyyy}} {{yy}} {{mm}} {{dd}} {{random}} 자리만 사용해 주세요.</translation>
    </message>
    <message>
        <source>type a currency of three letters, such as USD.</source>
        <translation>USD처럼 세 글자로 된 통화를 입력해 주세요.</translation>
    </message>
    <message>
        <source>type a country of two letters, such as KR.</source>
        <translation>KR처럼 두 글자로 된 국가를 입력해 주세요.</translation>
    </message>
    <message>
        <source>this folder is not there; choose one that exists.</source>
        <translation>없는 폴더이니, 있는 폴더를 선택해 주세요.</translation>
    </message>
    <message>
        <source>Set; they lie in this computer&apos;s keyring.</source>
        <translation>설정됨(이 컴퓨터의 키 보관소)</translation>
    </message>
    <message>
        <source>Set for this run only, because this computer has no safe keyring; they are asked for at the next start.</source>
        <translation>안전한 키 보관소가 없어 이번 실행에만 설정됨(다음 시작 때 다시 입력)</translation>
    </message>
    <message>
        <source>Set by whoever started this program (environment).</source>
        <translation>프로그램을 시작한 쪽에서 설정함(환경 변수)</translation>
    </message>
</context>
<context>
    <name>source</name>
    <message>
        <source>Webhooks · starting</source>
        <translation>웹훅 수신 · 준비 중</translation>
    </message>
    <message>
        <source>Webhooks · listening</source>
        <translation>웹훅 수신 · 대기 중</translation>
    </message>
    <message>
        <source>Webhooks · not listening</source>
        <translation>웹훅 수신 · 불가</translation>
    </message>
    <message>
        <source>Webhooks · another program</source>
        <translation>웹훅 · 다른 프로그램에서 수신</translation>
    </message>
    <message>
        <source>Relay · connecting</source>
        <translation>웹훅 중계 · 연결 중</translation>
    </message>
    <message>
        <source>Relay · connected</source>
        <translation>웹훅 중계 · 연결됨</translation>
    </message>
    <message>
        <source>Relay · not connected</source>
        <translation>웹훅 중계 · 연결 안 됨</translation>
    </message>
    <message>
        <source>Relay · another program</source>
        <translation>웹훅 중계 · 다른 프로그램에서 수신</translation>
    </message>
    <message>
        <source>The webhook receiver is starting.</source>
        <translation>웹훅 수신을 준비하고 있습니다.</translation>
    </message>
    <message>
        <source>Webhooks are received on this computer, port {port}.</source>
        <translation>이 컴퓨터에서 웹훅을 수신하고 있습니다(포트 {port}).</translation>
    </message>
    <message>
        <source>Another program receives webhooks for this shop; this one takes over when it ends.</source>
        <translation>다른 프로그램이 이 상점의 웹훅을 받고 있으며, 그 프로그램이 끝나면 여기서 이어받습니다.</translation>
    </message>
    <message>
        <source>The relay is being connected: {host}.</source>
        <translation>웹훅 중계 서버에 연결하고 있습니다({host}).</translation>
    </message>
    <message>
        <source>Webhooks come through a relay: {host}.</source>
        <translation>중계 서버를 통해 웹훅을 받고 있습니다({host}).</translation>
    </message>
    <message>
        <source>Another program listens to the relay for this shop; this one takes over when it ends.</source>
        <translation>다른 프로그램이 이 상점의 웹훅 중계를 받고 있으며, 그 프로그램이 끝나면 여기서 이어받습니다.</translation>
    </message>
    <message>
        <source>another program on this computer uses port {port}; close it or choose another port.</source>
        <translation>이 컴퓨터의 다른 프로그램이 같은 포트({port})를 사용하고 있으니, 그 프로그램을 종료하거나 다른 포트를 선택해 주세요.</translation>
    </message>
    <message>
        <source>this computer does not allow port {port}; choose another port.</source>
        <translation>이 컴퓨터에서 사용할 수 없는 포트({port})이니, 다른 포트를 선택해 주세요.</translation>
    </message>
    <message>
        <source>the relay&apos;s name is not found ({host}); check the network and the address.</source>
        <translation>중계 서버 이름({host})을 찾을 수 없으니, 네트워크와 주소를 확인해 주세요.</translation>
    </message>
    <message>
        <source>the relay cannot be reached ({host}).</source>
        <translation>중계 서버({host})에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>the relay&apos;s certificate cannot be trusted ({host}); check the address.</source>
        <translation>중계 서버({host})의 인증서를 신뢰할 수 없으니, 주소를 확인해 주세요.</translation>
    </message>
    <message>
        <source>the proxy does not let this computer reach the relay ({host}).</source>
        <translation>프록시 때문에 중계 서버({host})에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>nothing was heard of the relay for too long ({host}).</source>
        <translation>중계 서버({host})에서 오랫동안 아무 신호도 오지 않았습니다.</translation>
    </message>
    <message>
        <source>the connection to the relay was cut ({host}).</source>
        <translation>중계 서버({host})와의 연결이 끊겼습니다.</translation>
    </message>
    <message>
        <source>the relay&apos;s address points elsewhere ({host}); enter the address it points to.</source>
        <translation>중계 주소가 다른 곳({host})으로 바뀌었으니, 바뀐 주소를 입력해 주세요.</translation>
    </message>
    <message>
        <source>the relay refuses this channel ({host}, HTTP {status}); check the channel&apos;s address.</source>
        <translation>중계 서버가 이 채널을 거부했으니({host}, HTTP {status}), 채널 주소를 확인해 주세요.</translation>
    </message>
    <message>
        <source>the relay is disturbed ({host}, HTTP {status}).</source>
        <translation>중계 서버에 장애가 있습니다({host}, HTTP {status}).</translation>
    </message>
    <message>
        <source>there is no channel at the relay&apos;s address; enter its address again.</source>
        <translation>중계 주소에 채널이 없으니, 주소를 다시 입력해 주세요.</translation>
    </message>
    <message>
        <source>Next try at {time}.</source>
        <translation>다음 시도 {time}</translation>
    </message>
</context>
<context>
    <name>ticket</name>
    <message>
        <source>Cancelled elsewhere</source>
        <translation>외부 취소</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>전송 전</translation>
    </message>
    <message>
        <source>Needs approval</source>
        <translation>내부 승인 대기</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>전송 중</translation>
    </message>
    <message>
        <source>Waiting for cancellation</source>
        <translation>취소 대기</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>접수 미확인</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소 완료</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>접수 거절</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>취소 거절</translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation>미접수 종료</translation>
    </message>
    <message>
        <source>Overtaken</source>
        <translation>다른 취소로 종료</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>요청 철회</translation>
    </message>
    <message>
        <source>Waiting · overdue</source>
        <translation>취소 대기 · 예상보다 지연</translation>
    </message>
</context>
<context>
    <name>time</name>
    <message>
        <source>Jan</source>
        <translation>1월</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2월</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3월</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4월</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5월</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6월</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7월</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8월</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9월</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10월</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11월</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12월</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}분</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n}시간</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n}일</translation>
    </message>
    <message>
        <source>≈ {age}</source>
        <translation>약 {age}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}년 {month} {day}일</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{month} {day}일</translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>Practice shop</source>
        <translation>연습 상점</translation>
    </message>
    <message>
        <source>The shop is off the list; its ledger stays and lies here: {folder}</source>
        <translation>상점을 목록에서 뺐습니다. 장부는 그대로 있습니다: {folder}</translation>
    </message>
    <message>
        <source>Test · cancel it</source>
        <translation>테스트 결제 · 취소 필요</translation>
    </message>
    <message>
        <source>Test · {state}</source>
        <translation>테스트 · {state}</translation>
    </message>
    <message>
        <source>PRACTICE · no money moves</source>
        <translation>연습 모드 · 실제 결제·취소 없음</translation>
    </message>
    <message>
        <source>set up the real shop…</source>
        <translation>실제 상점 설정…</translation>
    </message>
    <message>
        <source>time stands still</source>
        <translation>시간 정지</translation>
    </message>
    <message>
        <source>time runs {n}×</source>
        <translation>시간 {n}배속</translation>
    </message>
    <message>
        <source>Accept i&apos;mport&apos;s record</source>
        <translation>포트원 기록 반영</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record contradicts what is known.</source>
        <translation>포트원 기록이 확인된 내용과 다릅니다.</translation>
    </message>
    <message>
        <source>Why it may be accepted</source>
        <translation>반영하는 이유</translation>
    </message>
    <message>
        <source>The payment is looked at once more, and what i&apos;mport says then is taken over.</source>
        <translation>거래를 한 번 더 조회하여 그 시점의 포트원 기록을 반영합니다.</translation>
    </message>
    <message>
        <source>Accept the record of {amount}</source>
        <translation>{amount} 거래 기록 반영</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>확인된 내용</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record now</source>
        <translation>현재 포트원 기록</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>저장 중…</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소 금액</translation>
    </message>
    <message>
        <source>What was kept of it</source>
        <translation>보관된 내용</translation>
    </message>
    <message>
        <source>What came in</source>
        <translation>받은 내용</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>주문번호</translation>
    </message>
    <message>
        <source>{times}, since {moment}</source>
        <translation>{times}, {moment}부터</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>횟수</translation>
    </message>
    <message>
        <source>Shown by i&apos;mport</source>
        <translation>포트원이 보여 준 결제</translation>
    </message>
    <message>
        <source>Calls to i&apos;mport</source>
        <translation>포트원 호출</translation>
    </message>
    <message>
        <source>Line in the audit chain</source>
        <translation>감사 기록 번호</translation>
    </message>
    <message>
        <source>Replay: look at this payment again</source>
        <translation>이 결제 다시 조회</translation>
    </message>
    <message>
        <source>Replay: ask i&apos;mport again</source>
        <translation>포트원 다시 조회</translation>
    </message>
    <message>
        <source>Request a cancellation</source>
        <translation>취소 요청</translation>
    </message>
    <message>
        <source>Amount, up to {most}</source>
        <translation>금액(최대 {most})</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>취소 사유</translation>
    </message>
    <message>
        <source>choose or write</source>
        <translation>선택 또는 직접 입력</translation>
    </message>
    <message>
        <source>Reason (the buyer&apos;s bank may show it)</source>
        <translation>취소 사유(구매자의 카드사에 표시될 수 있음)</translation>
    </message>
    <message>
        <source>Attach the payment to an order</source>
        <translation>결제를 기존 주문에 연결</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>선택 사항</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Attach to {order}</source>
        <translation>{order} 주문에 연결</translation>
    </message>
    <message>
        <source>Nothing speaks against it.</source>
        <translation>주문과 결제가 일치합니다.</translation>
    </message>
    <message>
        <source>Note for bookkeeping</source>
        <translation>회계용 메모</translation>
    </message>
    <message>
        <source>It opens a ticket that is decided by hand, often after days. A cancellation in the console meanwhile would be a second request.</source>
        <translation>티켓이 접수되고 담당자가 직접 처리하므로 며칠이 걸릴 수 있습니다. 그동안 콘솔에서 취소하면 두 번째 요청이 됩니다.</translation>
    </message>
    <message>
        <source>Paymentwall does not cancel at once.</source>
        <translation>페이먼트월은 바로 취소하지 않습니다.</translation>
    </message>
    <message>
        <source>Keep the payment</source>
        <translation>요청하지 않기</translation>
    </message>
    <message>
        <source>Of earlier requests {amount} may still be carried out.</source>
        <translation>이전 요청 중 {amount}만큼 아직 취소될 수 있습니다.</translation>
    </message>
    <message>
        <source>More may be cancelled than you ask now.</source>
        <translation>지금 요청하는 금액보다 많이 취소될 수 있습니다.</translation>
    </message>
    <message>
        <source>Worst case: type the amount to confirm it</source>
        <translation>최대 취소 금액을 입력해 확인</translation>
    </message>
    <message>
        <source>Should Paymentwall carry out {amount} all the same, it is cancelled beside what you ask now.</source>
        <translation>페이먼트월에서 그래도 처리하면 지금 요청하는 금액과 별도로 취소됩니다(금액: {amount}).</translation>
    </message>
    <message>
        <source>i&apos;mport refused what was asked before.</source>
        <translation>앞서 요청한 취소를 포트원이 거절했습니다.</translation>
    </message>
    <message>
        <source>Request cancellation of {amount}</source>
        <translation>{amount} 취소 요청</translation>
    </message>
    <message>
        <source>Request cancellation</source>
        <translation>취소 요청하기</translation>
    </message>
    <message>
        <source>With this request up to {worst} of {paid} may be cancelled.</source>
        <translation>이번 요청까지 더하면 {paid} 중 최대 {worst}까지 취소될 수 있습니다.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>전송 중…</translation>
    </message>
    <message>
        <source>paid {amount} on {day}</source>
        <translation>{day} {amount} 결제</translation>
    </message>
    <message>
        <source>{amount} cancelled before was counted as {ticket} by its amount only.</source>
        <translation>이전에 취소된 금액({amount})을 금액만 보고 {ticket} 취소분으로 추정했습니다.</translation>
    </message>
    <message>
        <source>Who cancelled it?</source>
        <translation>취소 경로</translation>
    </message>
    <message>
        <source>i&apos;mport shows {amount} cancelled; it was not {ticket}, which is open again then.</source>
        <translation>포트원 기록에 {amount} 취소가 있으나 {ticket} 취소분이 아니라고 기록하며, 해당 요청은 다시 진행 중이 됩니다.</translation>
    </message>
    <message>
        <source>i&apos;mport shows {amount} cancelled, and nobody at this desk asked for it.</source>
        <translation>포트원 기록에 {amount} 취소가 있으나 이 프로그램에서는 요청하지 않았습니다.</translation>
    </message>
    <message>
        <source>Say it for {amount}</source>
        <translation>{amount} 취소 경로 저장</translation>
    </message>
    <message>
        <source>Record a request made elsewhere</source>
        <translation>외부 요청 등록</translation>
    </message>
    <message>
        <source>Where it was requested</source>
        <translation>요청한 곳</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Nothing is sent. It waits, holds the payment, and is settled by what i&apos;mport shows.</source>
        <translation>아무것도 보내지 않습니다. 취소 대기 상태로 등록되며 포트원 기록에 따라 처리됩니다.</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>등록하기</translation>
    </message>
    <message>
        <source>Record the request of {amount}</source>
        <translation>{amount} 외부 요청 등록</translation>
    </message>
    <message>
        <source>Deliveries of a carrier&apos;s list</source>
        <translation>택배사 목록으로 배송 등록</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>등록</translation>
    </message>
    <message>
        <source>where the list names none</source>
        <translation>목록에 택배사가 없을 때</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>목록의 행</translation>
    </message>
    <message>
        <source>Register {n} deliveries</source>
        <translation>배송 {n}건 등록</translation>
    </message>
    <message>
        <source>Register 1 delivery</source>
        <translation>배송 1건 등록</translation>
    </message>
    <message>
        <source>Registered: {n}. Not registered: {left}.</source>
        <translation>등록 {n}건, 미등록 {left}건입니다.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Set up my shop · {n} of {total}</source>
        <translation>내 상점 설정 · {n}/{total}</translation>
    </message>
    <message>
        <source>This account was on this computer before; its ledger is used again.</source>
        <translation>이 컴퓨터에 있던 계정이어서 기존 장부를 다시 사용합니다.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong inside this program; it was written to the log.</source>
        <translation>프로그램 내부에서 예상하지 못한 오류가 발생해 로그에 기록했습니다.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>등록 가능</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>등록됨</translation>
    </message>
    <message>
        <source>registered before, not sent again</source>
        <translation>이미 등록되어 다시 보내지 않음</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>to a screen</source>
        <translation>화면 이동</translation>
    </message>
    <message>
        <source>to another shop</source>
        <translation>다른 상점으로</translation>
    </message>
    <message>
        <source>search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>목록 이동</translation>
    </message>
    <message>
        <source>to what can be done with the row</source>
        <translation>선택한 항목의 작업으로 이동</translation>
    </message>
    <message>
        <source>back to the list</source>
        <translation>목록으로 돌아가기</translation>
    </message>
    <message>
        <source>new order (in Orders)</source>
        <translation>새 주문(주문 화면)</translation>
    </message>
    <message>
        <source>request a cancellation</source>
        <translation>취소 요청</translation>
    </message>
    <message>
        <source>sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>this sheet</source>
        <translation>단축키 보기</translation>
    </message>
    <message>
        <source>All that is left</source>
        <translation>남은 금액 전체</translation>
    </message>
    <message>
        <source>I have looked for requests made elsewhere on this payment</source>
        <translation>이 결제의 외부 요청 확인 완료</translation>
    </message>
    <message>
        <source>Worst case</source>
        <translation>최대 취소 금액</translation>
    </message>
    <message>
        <source>Switch sending on again</source>
        <translation>전송 재개</translation>
    </message>
    <message>
        <source>You say that this is the only desk on this data now, and that requests made meanwhile were looked for and recorded. The first request on each payment of that time asks once more.</source>
        <translation>이 데이터를 쓰는 프로그램이 여기뿐이며 그동안의 요청을 확인하고 등록했다고 기록합니다. 그 기간의 결제에 처음 요청할 때 한 번 더 확인합니다.</translation>
    </message>
    <message>
        <source>Switch sending on</source>
        <translation>전송 재개로 기록</translation>
    </message>
    <message>
        <source>Where it was looked, and what was found</source>
        <translation>확인한 곳과 확인한 내용</translation>
    </message>
    <message>
        <source>The ticket is there</source>
        <translation>티켓 있음</translation>
    </message>
    <message>
        <source>It then waits like any other. You can take that back.</source>
        <translation>다른 요청과 같이 취소 대기 상태가 되며, 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Keep waiting for {amount}</source>
        <translation>{amount} 계속 대기</translation>
    </message>
    <message>
        <source>Where it was seen</source>
        <translation>확인한 곳</translation>
    </message>
    <message>
        <source>Send the request again</source>
        <translation>다시 요청</translation>
    </message>
    <message>
        <source>If the first request did arrive after all, both may be carried out. “Not found in the merchant area” is no proof: ask Paymentwall first.</source>
        <translation>첫 요청이 접수되어 있었다면 두 번 취소될 수 있습니다. 관리자페이지에 보이지 않는 것만으로는 확실하지 않으니 페이먼트월에 먼저 문의해 주세요.</translation>
    </message>
    <message>
        <source>Request cancellation of {amount} again</source>
        <translation>{amount} 다시 취소 요청</translation>
    </message>
    <message>
        <source>Where it was looked for, and who answered</source>
        <translation>확인한 곳과 답변한 사람</translation>
    </message>
    <message>
        <source>Paymentwall rejected it</source>
        <translation>취소 거절로 기록</translation>
    </message>
    <message>
        <source>This is your word, not proof: if i&apos;mport shows it cancelled later, that counts.</source>
        <translation>담당자 입력이며 확정된 사실이 아닙니다. 나중에 포트원 기록에 취소가 나타나면 그 기록을 따릅니다.</translation>
    </message>
    <message>
        <source>Mark {amount} as rejected</source>
        <translation>{amount} 취소 거절로 기록</translation>
    </message>
    <message>
        <source>Who answered, when, and in which words</source>
        <translation>누가 언제 어떻게 답변했는지</translation>
    </message>
    <message>
        <source>The request did not arrive</source>
        <translation>미접수로 종료</translation>
    </message>
    <message>
        <source>It is closed and stays watched: if i&apos;mport shows it cancelled later, that counts.</source>
        <translation>요청을 종료하되 계속 조회합니다. 나중에 포트원 기록에 취소가 나타나면 그 기록을 따릅니다.</translation>
    </message>
    <message>
        <source>Close the request of {amount}</source>
        <translation>{amount} 요청 종료</translation>
    </message>
    <message>
        <source>Take that back</source>
        <translation>담당자 입력 되돌리기</translation>
    </message>
    <message>
        <source>What a person said of {name} no longer counts; it is as uncertain as before.</source>
        <translation>담당자가 입력한 내용({name})을 되돌려 이전 상태로 돌아갑니다.</translation>
    </message>
    <message>
        <source>It was this request</source>
        <translation>이 요청의 취소</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record names no request; you say that it answers {name}.</source>
        <translation>포트원 기록에 요청번호가 없으며, {name} 취소분이라고 기록합니다.</translation>
    </message>
    <message>
        <source>Say that {amount} was {name}</source>
        <translation>{amount} 취소를 {name} 취소분으로 기록</translation>
    </message>
    <message>
        <source>Even again</source>
        <translation>정산 완료</translation>
    </message>
    <message>
        <source>The buyer gave back what was too much, or you leave it at that.</source>
        <translation>구매자가 더 받은 돈을 돌려주었거나 그대로 두기로 했습니다.</translation>
    </message>
    <message>
        <source>Even again over {amount}</source>
        <translation>정산 완료로 기록({amount})</translation>
    </message>
    <message>
        <source>What was agreed, and with whom</source>
        <translation>누구와 어떻게 합의했는지</translation>
    </message>
    <message>
        <source>It is handled</source>
        <translation>처리 완료</translation>
    </message>
    <message>
        <source>Paymentwall was asked to stop what may still be carried out, or nothing is left to stop. Requests on this payment are possible again.</source>
        <translation>아직 처리될 수 있는 요청의 중단을 페이먼트월에 요청했거나 중단할 요청이 없다고 기록합니다. 이 결제에 다시 요청할 수 있게 됩니다.</translation>
    </message>
    <message>
        <source>Handled for {amount}</source>
        <translation>{amount} 처리 완료로 기록</translation>
    </message>
    <message>
        <source>Who was asked, when, and what was answered</source>
        <translation>누구에게 언제 문의했고 어떤 답변을 받았는지</translation>
    </message>
    <message>
        <source>The bank&apos;s letter has come</source>
        <translation>차지백 통지 등록</translation>
    </message>
    <message>
        <source>The bank takes the money back. Nothing is requested on this payment until it is handled.</source>
        <translation>카드사가 금액을 회수하는 거래입니다. 처리 완료로 기록할 때까지 이 결제의 취소 요청을 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Note the letter about {amount}</source>
        <translation>{amount} 차지백 통지 등록</translation>
    </message>
    <message>
        <source>What the letter says</source>
        <translation>통지 내용</translation>
    </message>
    <message>
        <source>Do not cancel this test payment</source>
        <translation>테스트 결제 취소 제외</translation>
    </message>
    <message>
        <source>It charged a real card. It is no longer counted or listed in Today.</source>
        <translation>카드에 실제로 청구된 결제입니다. 오늘 할 일에 더 이상 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>Leave {amount} as it is</source>
        <translation>{amount} 취소하지 않음</translation>
    </message>
    <message>
        <source>Why it is not cancelled</source>
        <translation>취소하지 않는 이유</translation>
    </message>
    <message>
        <source>Mark as test payment</source>
        <translation>테스트 결제로 표시</translation>
    </message>
    <message>
        <source>It leaves every total and is counted as a test payment until it is cancelled or excused. What i&apos;mport says of it stays as it is.</source>
        <translation>모든 합계에서 빠지고, 취소되거나 제외될 때까지 테스트 결제로 집계됩니다. 포트원의 기록은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Mark {amount} as a test</source>
        <translation>테스트로 표시({amount})</translation>
    </message>
    <message>
        <source>Take the payment off the order</source>
        <translation>결제 연결 해제</translation>
    </message>
    <message>
        <source>The payment stays as it is; the order is what it was without it.</source>
        <translation>결제는 그대로 남고, 주문은 이 결제가 없던 상태로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Take {amount} off the order</source>
        <translation>{amount} 결제 연결 해제</translation>
    </message>
    <message>
        <source>How you know</source>
        <translation>확인한 근거</translation>
    </message>
    <message>
        <source>Not a test payment</source>
        <translation>테스트 결제 아님</translation>
    </message>
    <message>
        <source>It counts as money that came in again, and is in the totals.</source>
        <translation>다시 실제 결제로 보고 합계에 넣습니다.</translation>
    </message>
    <message>
        <source>Count {amount} again</source>
        <translation>다시 합계에 넣기({amount})</translation>
    </message>
    <message>
        <source>Take it back for {amount}</source>
        <translation>{amount} 입력 되돌리기</translation>
    </message>
    <message>
        <source>I have looked at the cancellations</source>
        <translation>여러 건의 취소 확인</translation>
    </message>
    <message>
        <source>Their lines are shown in Today again, each to be explained by itself.</source>
        <translation>오늘 할 일에 다시 한 건씩 표시하며, 각각 취소 경로를 입력합니다.</translation>
    </message>
    <message>
        <source>I have looked</source>
        <translation>확인 완료로 기록</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>확인한 내용</translation>
    </message>
    <message>
        <source>Withdraw the request</source>
        <translation>요청 철회</translation>
    </message>
    <message>
        <source>It was never sent. The payment is free for another request.</source>
        <translation>보낸 적이 없는 요청입니다. 철회하면 이 결제에 다른 요청을 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Withdraw the request of {amount}</source>
        <translation>{amount} 요청 철회</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>보내지 않기</translation>
    </message>
    <message>
        <source>Keep the request</source>
        <translation>요청 유지</translation>
    </message>
    <message>
        <source>i&apos;mport shows {amount} cancelled: that is certain. Which request it answers is not.</source>
        <translation>포트원 기록의 취소 금액 {amount} 자체는 확실하나, 어떤 요청의 취소인지는 확인되지 않았습니다.</translation>
    </message>
    <message>
        <source>None of ours: {cause}</source>
        <translation>이 프로그램의 요청 아님: {cause}</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>해당 요청</translation>
    </message>
    <message>
        <source>Answer for {amount}</source>
        <translation>{amount} 취소에 답하기</translation>
    </message>
    <message>
        <source>asked {amount}</source>
        <translation>요청 {amount}</translation>
    </message>
    <message>
        <source>Please choose what it was.</source>
        <translation>해당하는 항목을 선택해 주세요.</translation>
    </message>
    <message>
        <source>Raw record</source>
        <translation>원본 데이터</translation>
    </message>
    <message>
        <source>Send the request</source>
        <translation>요청 보내기</translation>
    </message>
    <message>
        <source>The payment is looked at once more; if it has changed, nothing is sent.</source>
        <translation>거래를 한 번 더 조회하며, 내용이 바뀌었으면 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Search (/ or Ctrl+F)</source>
        <translation>검색(/ 또는 Ctrl+F)</translation>
    </message>
    <message>
        <source>Only what a notice is about; press it to see all</source>
        <translation>알림에 해당하는 항목만 표시 중, 누르면 전체 표시</translation>
    </message>
    <message>
        <source>{title}  ×</source>
        <translation>{title}  ×</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>검색 결과가 없습니다.</translation>
    </message>
    <message>
        <source>Paymentwall via i&apos;mport</source>
        <translation>포트원 · 페이먼트월</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>처리하지 못함</translation>
    </message>
    <message>
        <source>An error of this program</source>
        <translation>프로그램 오류</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>경과</translation>
    </message>
    <message>
        <source>Everything of this buyer, by e-mail</source>
        <translation>이 이메일 구매자의 모든 내역</translation>
    </message>
    <message>
        <source>Nobody with this address has ordered or paid here.</source>
        <translation>이 이메일 구매자의 주문이나 결제가 없습니다.</translation>
    </message>
    <message>
        <source>Cancellation requests</source>
        <translation>취소 요청</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>주문</translation>
    </message>
    <message>
        <source>Paid: {sums}</source>
        <translation>결제: {sums}</translation>
    </message>
    <message>
        <source>Cancelled: {sums}</source>
        <translation>취소: {sums}</translation>
    </message>
    <message>
        <source>Waiting for cancellation: {sums}</source>
        <translation>취소 대기 금액: {sums}</translation>
    </message>
    <message>
        <source>Unconfirmed: {sums}</source>
        <translation>접수 미확인 금액: {sums}</translation>
    </message>
    <message>
        <source>Search number, buyer, item, amount…</source>
        <translation>주문번호, 구매자, 주문명, 금액 검색…</translation>
    </message>
    <message>
        <source>No orders here.</source>
        <translation>해당하는 주문이 없습니다.</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>구매자</translation>
    </message>
    <message>
        <source>Open links…</source>
        <translation>결제 링크 목록…</translation>
    </message>
    <message>
        <source>Templates…</source>
        <translation>템플릿…</translation>
    </message>
    <message>
        <source>Carrier&apos;s list…</source>
        <translation>택배사 목록…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>주문명</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>Paid · amount differs</source>
        <translation>결제 완료 · 금액 불일치</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>활동 기록</translation>
    </message>
    <message>
        <source>Search payment, order or ticket number…</source>
        <translation>거래번호, 주문번호, 요청번호 검색…</translation>
    </message>
    <message>
        <source>Nothing happened here yet.</source>
        <translation>아직 기록이 없습니다.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>About</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>기록 1건</translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation>기록 {n}건</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>주문 {number}</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>처리 이력</translation>
    </message>
    <message>
        <source>The amount is registered at i&apos;mport: a changed amount cannot be paid</source>
        <translation>포트원에 금액이 등록되어 다른 금액은 결제되지 않습니다.</translation>
    </message>
    <message>
        <source>The amount is not registered at i&apos;mport: a link or page registers it</source>
        <translation>금액이 포트원에 사전 등록되지 않음: 링크나 결제 페이지를 만들면 등록</translation>
    </message>
    <message>
        <source>Not sent to the buyer yet</source>
        <translation>구매자에게 아직 전달하지 않았습니다.</translation>
    </message>
    <message>
        <source>More than one payment of this order holds money; keep one of them.</source>
        <translation>이 주문에 두 건 이상 결제되어 있으니 한 건만 남겨 주세요.</translation>
    </message>
    <message>
        <source>It was paid after it had failed or after its order was closed; keep or cancel it.</source>
        <translation>실패로 처리되었거나 주문을 종료한 뒤에 승인되었으니, 유지할지 취소할지 정해 주세요.</translation>
    </message>
    <message>
        <source>Nobody can pay this order yet</source>
        <translation>아직 결제할 수 없는 주문입니다.</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>포트원 거래번호</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>미등록</translation>
    </message>
    <message>
        <source>no answer to “{status}” yet, which can be registered again</source>
        <translation>“{status}” 등록 응답 없음, 다시 등록 가능</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>배송</translation>
    </message>
    <message>
        <source>Other attempt</source>
        <translation>다른 시도</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>작성</translation>
    </message>
    <message>
        <source>Sent to the buyer</source>
        <translation>구매자에게 전달</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Show the payment</source>
        <translation>결제 보기</translation>
    </message>
    <message>
        <source>Register delivery…</source>
        <translation>배송 등록…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>수정…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>복제…</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>Close unpaid</source>
        <translation>미결제 종료</translation>
    </message>
    <message>
        <source>Another attempt</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Note and tags…</source>
        <translation>메모와 태그…</translation>
    </message>
    <message>
        <source>Save as template…</source>
        <translation>템플릿으로 저장…</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>주문번호 복사</translation>
    </message>
    <message>
        <source>{number} was sent to the buyer with another amount: {redo}.</source>
        <translation>{number} 주문은 다른 금액으로 구매자에게 보냈습니다. 다시 할 일: {redo}.</translation>
    </message>
    <message>
        <source>One thing is left to do</source>
        <translation>남은 할 일이 있습니다.</translation>
    </message>
    <message>
        <source>{amount} cancelled</source>
        <translation>{amount} 취소됨</translation>
    </message>
    <message>
        <source>{amount} can be requested after {ticket}</source>
        <translation>{ticket} 처리 후 {amount} 요청 가능</translation>
    </message>
    <message>
        <source>{amount} can be requested</source>
        <translation>{amount} 취소 가능</translation>
    </message>
    <message>
        <source>Ask Paymentwall to stop what may still be carried out; until it is handled nothing is requested here.</source>
        <translation>아직 처리될 수 있는 요청의 중단을 페이먼트월에 요청해 주세요. 처리 완료로 기록할 때까지 이 결제의 취소 요청을 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Money left this payment another way.</source>
        <translation>다른 경로로 취소된 결제입니다.</translation>
    </message>
    <message>
        <source>{what}. Nothing is sent on this payment until a person accepts i&apos;mport&apos;s record.</source>
        <translation>{what}. 담당자가 포트원 기록을 반영하기 전에는 이 결제의 취소 요청을 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Until it is answered this payment accepts no further request.</source>
        <translation>답하기 전에는 이 결제에 다른 요청을 할 수 없습니다.</translation>
    </message>
    <message>
        <source>A cancellation could not be assigned to one request.</source>
        <translation>어떤 요청의 취소인지 확인되지 않은 취소가 있습니다.</translation>
    </message>
    <message>
        <source>Ordered {ordered}, paid {paid}. Do not ship.</source>
        <translation>주문 {ordered}, 결제 {paid}. 발송을 보류해 주세요.</translation>
    </message>
    <message>
        <source>Test payments charge real cards and are not given back by themselves.</source>
        <translation>테스트 결제도 카드에 실제로 청구되며 자동으로 취소되지 않습니다.</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>이메일</translation>
    </message>
    <message>
        <source>Checkout page</source>
        <translation>결제 페이지</translation>
    </message>
    <message>
        <source>Live channel</source>
        <translation>실연동 채널</translation>
    </message>
    <message>
        <source>Test channel: charges real cards, never given back by itself</source>
        <translation>테스트 채널: 실제 카드로 결제되며 자동으로 취소되지 않음</translation>
    </message>
    <message>
        <source>Paid through</source>
        <translation>결제 채널</translation>
    </message>
    <message>
        <source>Amount and currency are registered at i&apos;mport first. The page holds no key and no secret; whether it was paid only i&apos;mport&apos;s record says.</source>
        <translation>금액과 통화를 포트원에 먼저 등록합니다. 결제 페이지에는 API 키와 시크릿이 들어가지 않으며, 결제 여부는 포트원 기록으로만 판단합니다.</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>파일로 저장…</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>브라우저로 열기</translation>
    </message>
    <message>
        <source>Open the page for {amount}</source>
        <translation>{amount} 결제 페이지 열기</translation>
    </message>
    <message>
        <source>Where the buyer is</source>
        <translation>구매자가 있는 국가</translation>
    </message>
    <message>
        <source>Methods of this country</source>
        <translation>결제수단 표시 국가</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>결제수단</translation>
    </message>
    <message>
        <source>Language of the payment window</source>
        <translation>결제창 언어</translation>
    </message>
    <message>
        <source>{name} ({code})</source>
        <translation>{name} ({code})</translation>
    </message>
    <message>
        <source>Widget</source>
        <translation>위젯</translation>
    </message>
    <message>
        <source>All of the country</source>
        <translation>해당 국가의 모든 결제수단</translation>
    </message>
    <message>
        <source>Save the checkout page</source>
        <translation>결제 페이지 저장</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>저장 위치: {path}</translation>
    </message>
    <message>
        <source>The page is open in the browser. What the buyer does shows at the order.</source>
        <translation>브라우저에서 결제 페이지를 열었습니다. 구매자의 결제 진행 상황은 주문에 표시됩니다.</translation>
    </message>
    <message>
        <source>No browser opened. The page&apos;s address is in the clipboard.</source>
        <translation>브라우저가 열리지 않았습니다. 결제 페이지 주소를 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>결제 시각</translation>
    </message>
    <message>
        <source>Paymentwall ref</source>
        <translation>페이먼트월 번호</translation>
    </message>
    <message>
        <source>Why it failed</source>
        <translation>실패 사유</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>요청번호</translation>
    </message>
    <message>
        <source>How we know</source>
        <translation>확인 근거</translation>
    </message>
    <message>
        <source>no order in this desk</source>
        <translation>등록된 주문 없음</translation>
    </message>
    <message>
        <source>amount agrees</source>
        <translation>금액 일치</translation>
    </message>
    <message>
        <source>amount does not agree</source>
        <translation>금액 불일치</translation>
    </message>
    <message>
        <source>looked at {moment}</source>
        <translation>{moment} 조회</translation>
    </message>
    <message>
        <source>It is handled…</source>
        <translation>처리 완료…</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>답하기…</translation>
    </message>
    <message>
        <source>Accept i&apos;mport&apos;s record…</source>
        <translation>포트원 기록 반영…</translation>
    </message>
    <message>
        <source>Request cancellation…</source>
        <translation>취소 요청…</translation>
    </message>
    <message>
        <source>Record a request made elsewhere…</source>
        <translation>외부 요청 등록…</translation>
    </message>
    <message>
        <source>Do not cancel it…</source>
        <translation>취소하지 않음…</translation>
    </message>
    <message>
        <source>Bank&apos;s letter…</source>
        <translation>차지백 통지…</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>영수증</translation>
    </message>
    <message>
        <source>attached by hand, its own number is {number}</source>
        <translation>담당자가 연결, 포트원 주문번호 {number}</translation>
    </message>
    <message>
        <source>Give it an order…</source>
        <translation>주문 만들기…</translation>
    </message>
    <message>
        <source>Attach to an order…</source>
        <translation>기존 주문에 연결…</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>지금 조회</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>거래번호 복사</translation>
    </message>
    <message>
        <source>Raw record…</source>
        <translation>원본 데이터…</translation>
    </message>
    <message>
        <source>Take it off the order…</source>
        <translation>주문 연결 해제…</translation>
    </message>
    <message>
        <source>Mark as test payment…</source>
        <translation>테스트 결제로 표시…</translation>
    </message>
    <message>
        <source>Not a test payment…</source>
        <translation>테스트 결제 아님…</translation>
    </message>
    <message>
        <source>What left another way has to be handled first.</source>
        <translation>다른 경로의 취소를 먼저 처리해 주세요.</translation>
    </message>
    <message>
        <source>One request at a time: {ticket} comes first ({state}).</source>
        <translation>요청은 한 번에 한 건만 할 수 있으며, {ticket} 처리가 먼저입니다({state}).</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record has to be accepted first.</source>
        <translation>포트원 기록을 먼저 반영해 주세요.</translation>
    </message>
    <message>
        <source>The open question has to be answered first.</source>
        <translation>확인되지 않은 취소에 먼저 답해 주세요.</translation>
    </message>
    <message>
        <source>Nothing is left that could be cancelled.</source>
        <translation>취소할 수 있는 금액이 없습니다.</translation>
    </message>
    <message>
        <source>by {person}</source>
        <translation>{person} 님</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>결제 내역</translation>
    </message>
    <message>
        <source>Search id, order, buyer, item, amount…</source>
        <translation>거래번호, 주문번호, 구매자, 주문명, 금액 검색…</translation>
    </message>
    <message>
        <source>No payments here.</source>
        <translation>해당하는 결제가 없습니다.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Last change at i&apos;mport</source>
        <translation>포트원의 최근 변경 시각</translation>
    </message>
    <message>
        <source>{amount} paid</source>
        <translation>결제 {amount}</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n}건</translation>
    </message>
    <message>
        <source>What happened without your asking</source>
        <translation>요청하지 않아도 알려 드리는 변경 사항</translation>
    </message>
    <message>
        <source>Orders, payments and cancellations of a shop on i&apos;mport, in one place.</source>
        <translation>포트원(구 아임포트) 상점의 주문, 결제, 취소를 한곳에서 관리합니다.</translation>
    </message>
    <message>
        <source>The practice shop</source>
        <translation>연습 상점</translation>
    </message>
    <message>
        <source>A simulated i&apos;mport on this computer, with an ordinary week of orders, payments and cancellations. Nothing to configure, and no money moves.</source>
        <translation>이 컴퓨터에서 실행되는 모의 포트원에 일주일 분량의 주문, 결제, 취소가 준비되어 있습니다. 설정이 필요 없으며 실제 결제·취소가 없습니다.</translation>
    </message>
    <message>
        <source>Open the practice shop</source>
        <translation>연습 상점 열기</translation>
    </message>
    <message>
        <source>Go on setting up {title}</source>
        <translation>{title} 설정 계속</translation>
    </message>
    <message>
        <source>With key and secret from the PortOne console: five short pages, and what was done is kept when you leave.</source>
        <translation>포트원 관리자콘솔의 키와 시크릿으로 다섯 단계를 진행합니다. 중간에 나가도 입력한 내용은 남습니다.</translation>
    </message>
    <message>
        <source>Set up my shop…</source>
        <translation>내 상점 설정…</translation>
    </message>
    <message>
        <source>My shop</source>
        <translation>내 상점</translation>
    </message>
    <message>
        <source>Key and secret stand in the PortOne console under “API keys”. They go into this computer&apos;s keyring.</source>
        <translation>API 키와 시크릿은 포트원 관리자콘솔의 “API Keys”에서 확인할 수 있으며, 이 컴퓨터의 키 보관소에 저장됩니다.</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>상점 이름</translation>
    </message>
    <message>
        <source>Days and dates of lists, exports and statements are this zone&apos;s.</source>
        <translation>목록, 내보내기, 명세서의 날짜는 이 시간대를 따릅니다.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>시간대</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>상점</translation>
    </message>
    <message>
        <source>What the shop is called</source>
        <translation>상점 이름과 색상</translation>
    </message>
    <message>
        <source>The practice shop is made anew at each start; its name and zone are given.</source>
        <translation>연습 상점은 시작할 때마다 새로 만들어지며, 이름과 시간대는 정해져 있습니다.</translation>
    </message>
    <message>
        <source>This shop is given by whoever started this program; name and zone are set there.</source>
        <translation>프로그램을 시작한 쪽에서 정한 상점이며, 이름과 시간대도 그쪽에서 정합니다.</translation>
    </message>
    <message>
        <source>Connection to i&apos;mport</source>
        <translation>포트원 연결</translation>
    </message>
    <message>
        <source>Renew the key…</source>
        <translation>키 갱신…</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Folder of the ledger</source>
        <translation>장부 폴더</translation>
    </message>
    <message>
        <source>Take the shop off this computer&apos;s list…</source>
        <translation>이 컴퓨터의 목록에서 빼기…</translation>
    </message>
    <message>
        <source>Key and secret: {where}</source>
        <translation>키와 시크릿: {where}</translation>
    </message>
    <message>
        <source>Key and secret are made anew at each start.</source>
        <translation>키와 시크릿은 시작할 때마다 새로 만들어집니다.</translation>
    </message>
    <message>
        <source>The renewed key is in use from now on.</source>
        <translation>이제부터 갱신한 키를 사용합니다.</translation>
    </message>
    <message>
        <source>For a key that was renewed in the PortOne console. It is taken only after it has shown three payments this desk knows: another shop&apos;s key never gets at this ledger.</source>
        <translation>포트원 관리자콘솔에서 키를 갱신했을 때 사용합니다. 이 장부에 있는 결제 3건이 새 키로 조회되어야 바꾸며, 다른 상점의 키로는 이 장부를 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>Renew the key</source>
        <translation>키 갱신</translation>
    </message>
    <message>
        <source>Your shop</source>
        <translation>상점 정보</translation>
    </message>
    <message>
        <source>Name and colour stand at the top of its window, so that two shops are never mistaken.</source>
        <translation>이름과 색상은 창 위쪽에 표시되어 상점을 혼동하지 않게 해 줍니다.</translation>
    </message>
    <message>
        <source>Key and secret</source>
        <translation>키와 시크릿</translation>
    </message>
    <message>
        <source>REST API key</source>
        <translation>REST API 키</translation>
    </message>
    <message>
        <source>REST API secret</source>
        <translation>REST API 시크릿</translation>
    </message>
    <message>
        <source>Payment channels</source>
        <translation>결제 채널</translation>
    </message>
    <message>
        <source>A payment through the test channel really charges the card and is never given back by itself: this desk marks it and counts it until it is cancelled.</source>
        <translation>테스트 연동으로 결제해도 카드에 실제로 청구되며 자동으로 취소되지 않습니다. 이 프로그램은 취소될 때까지 따로 표시하고 셉니다.</translation>
    </message>
    <message>
        <source>Channels are added in the PortOne console: {path}</source>
        <translation>채널은 포트원 관리자콘솔에서 추가합니다: {path}</translation>
    </message>
    <message>
        <source>Settings at Paymentwall and in the console</source>
        <translation>페이먼트월과 콘솔의 설정</translation>
    </message>
    <message>
        <source>Copy the values exactly. You can go on now: the list stays under Settings and proves itself.</source>
        <translation>값을 그대로 복사해 주세요. 지금 넘어가도 이 목록은 설정 화면에 남아 있으며, 기록이 도착하면 저절로 확인됩니다.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비 완료</translation>
    </message>
    <message>
        <source>This computer has no safe keyring, so key and secret are kept for this run only and asked for again at the next start.</source>
        <translation>이 컴퓨터에 안전한 키 보관소가 없어 키와 시크릿을 이번 실행에만 보관하며, 다음 시작 때 다시 입력해야 합니다.</translation>
    </message>
    <message>
        <source>Of the settings elsewhere {proven} are proven, {said} said by you, {unknown} unknown.</source>
        <translation>다른 곳의 설정: 확인됨 {proven}개, 담당자 입력 {said}개, 확인 안 됨 {unknown}개</translation>
    </message>
    <message>
        <source>The desk now reads what i&apos;mport knows: the last 89 days first, all of it by “Check everything” on Today.</source>
        <translation>이제 포트원의 기록을 읽습니다. 최근 89일을 먼저 읽고, 전체는 오늘 할 일 화면의 “전체 대조”로 읽습니다.</translation>
    </message>
    <message>
        <source>Test it and take it</source>
        <translation>시험 후 사용</translation>
    </message>
    <message>
        <source>i&apos;mport accepts this key, but it does not show three payments this desk knows, so it may be another shop&apos;s; the old key stays in use.</source>
        <translation>포트원이 이 키를 확인했지만 이 장부에 있는 결제 3건이 조회되지 않아 다른 상점의 키일 수 있으니, 이전 키를 계속 사용합니다.</translation>
    </message>
    <message>
        <source>Take “{title}” off the list</source>
        <translation>“{title}” 목록에서 빼기</translation>
    </message>
    <message>
        <source>Its key and secret leave this computer&apos;s keyring and its window closes. The ledger is not deleted and lies here: {folder}</source>
        <translation>키와 시크릿을 이 컴퓨터의 키 보관소에서 지우고 창을 닫습니다. 장부는 지우지 않으며 다음 위치에 있습니다: {folder}</translation>
    </message>
    <message>
        <source>Requests that are waiting go on at Paymentwall, and nobody here hears of it until the shop is back.</source>
        <translation>취소 대기 중인 요청은 페이먼트월에서 계속 처리되며, 상점을 다시 추가할 때까지 이 프로그램에서는 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Keep the shop</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Take it off the list</source>
        <translation>목록에서 빼기</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>연결 확인</translation>
    </message>
    <message>
        <source>Open my shop</source>
        <translation>내 상점 열기</translation>
    </message>
    <message>
        <source>Asking i&apos;mport…</source>
        <translation>포트원 조회 중…</translation>
    </message>
    <message>
        <source>i&apos;mport accepts the key and the secret.</source>
        <translation>포트원이 키와 시크릿을 확인했습니다.</translation>
    </message>
    <message>
        <source>Show how each way of news is doing</source>
        <translation>수신 경로 상태 보기</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>? keys</source>
        <translation>? 단축키</translation>
    </message>
    <message>
        <source>The desk goes by i&apos;mport&apos;s clock; other programs on this computer do not.</source>
        <translation>이 프로그램은 포트원의 시계를 따릅니다. 이 PC의 다른 프로그램은 그렇지 않습니다.</translation>
    </message>
    <message>
        <source>1 ticket waiting</source>
        <translation>취소 대기 1건</translation>
    </message>
    <message>
        <source>{n} tickets waiting</source>
        <translation>취소 대기 {n}건</translation>
    </message>
    <message>
        <source>oldest {age}</source>
        <translation>가장 오래된 건 {age}째</translation>
    </message>
    <message>
        <source>1 test payment holds money</source>
        <translation>취소하지 않은 테스트 결제 1건</translation>
    </message>
    <message>
        <source>{n} test payments hold money</source>
        <translation>취소하지 않은 테스트 결제 {n}건</translation>
    </message>
    <message>
        <source>Up to date · {age} ago</source>
        <translation>최신 상태 · {age} 전 조회</translation>
    </message>
    <message>
        <source>last {age} ago</source>
        <translation>{age} 전 조회</translation>
    </message>
    <message>
        <source>i&apos;mport could not be asked</source>
        <translation>포트원을 조회하지 못함</translation>
    </message>
    <message>
        <source>what you see is from {age} ago</source>
        <translation>{age} 전 기준 내용</translation>
    </message>
    <message>
        <source>Another program keeps this shop up to date</source>
        <translation>다른 프로그램이 동기화 중</translation>
    </message>
    <message>
        <source>Checking every payment · {done} of {total} periods</source>
        <translation>전체 결제 확인 중 · 전체 기간 {total}개 중 {done}개</translation>
    </message>
    <message>
        <source>first look after {age}: {new} new, {changed} changed, {settled} tickets settled</source>
        <translation>{age} 만에 확인: 새 결제 {new}건, 변경 {changed}건, 처리된 취소 요청 {settled}건</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {age} ahead</source>
        <translation>이 PC의 시계가 {age} 빠릅니다</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {age} behind</source>
        <translation>이 PC의 시계가 {age} 느립니다</translation>
    </message>
    <message>
        <source>of {whole} paid</source>
        <translation>결제 금액 {whole}</translation>
    </message>
    <message>
        <source>The request left, but no answer came back. It may or may not have reached Paymentwall, so it is not sent again by itself. Please do not cancel it in the console either: that would be a second request, and this desk cannot see it until it is carried out.</source>
        <translation>요청을 보낸 뒤 응답을 받지 못했습니다. 페이먼트월에 접수되었는지 알 수 없으므로 자동으로 다시 보내지 않습니다. 콘솔에서 다시 취소하면 두 번째 요청이 되며, 처리되기 전에는 이 프로그램에서 확인할 수 없으니 다시 취소하지 말아 주세요.</translation>
    </message>
    <message>
        <source>Not known whether it arrived.</source>
        <translation>접수 미확인</translation>
    </message>
    <message>
        <source>Nothing has left. It goes out only when a person sends it.</source>
        <translation>보낸 요청이 없으며, 담당자가 보내야 전송됩니다.</translation>
    </message>
    <message>
        <source>This request was not sent.</source>
        <translation>전송하지 않은 요청입니다.</translation>
    </message>
    <message>
        <source>It was closed by a person&apos;s word. If i&apos;mport shows it cancelled later, that counts.</source>
        <translation>담당자 입력으로 종료한 요청입니다. 나중에 포트원 기록에 취소가 나타나면 그 기록을 따릅니다.</translation>
    </message>
    <message>
        <source>May still be carried out.</source>
        <translation>아직 취소될 수 있습니다.</translation>
    </message>
    <message>
        <source>The copy this ledger was restored from had it open, but a later request of the payment had left. How it ended is not known here; i&apos;mport&apos;s record tells when it was carried out.</source>
        <translation>복원한 데이터에서는 진행 중이었지만 그 뒤 같은 결제의 다른 요청이 전송되었습니다. 이 요청이 어떻게 끝났는지는 알 수 없으며, 처리되면 포트원 기록으로 확인됩니다.</translation>
    </message>
    <message>
        <source>i&apos;mport refused the request.</source>
        <translation>포트원이 요청을 거절했습니다.</translation>
    </message>
    <message>
        <source>Nothing was left on the payment after another cancellation.</source>
        <translation>다른 취소로 이 결제에 남은 금액이 없습니다.</translation>
    </message>
    <message>
        <source>This is a test payment: Paymentwall may open no ticket for a test key.</source>
        <translation>테스트 결제이므로 페이먼트월에 티켓이 접수되지 않을 수 있습니다.</translation>
    </message>
    <message>
        <source>i&apos;mport shows it cancelled as well.</source>
        <translation>포트원에도 취소로 나타납니다.</translation>
    </message>
    <message>
        <source>It has waited for {age}. Ask Paymentwall; it is not sent again.</source>
        <translation>{age}째 대기 중이니 페이먼트월에 문의해 주세요. 요청을 다시 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Longer than expected.</source>
        <translation>예상보다 지연되고 있습니다.</translation>
    </message>
    <message>
        <source>This desk sent nothing; it is settled by what i&apos;mport shows.</source>
        <translation>이 프로그램에서 보낸 요청이 아니며, 포트원 기록에 따라 처리됩니다.</translation>
    </message>
    <message>
        <source>Recorded, made elsewhere.</source>
        <translation>외부 요청</translation>
    </message>
    <message>
        <source>It works its tickets off by hand. The state changes when i&apos;mport shows the cancellation.</source>
        <translation>티켓은 담당자가 직접 처리하며, 포트원 기록에 취소가 나타나면 상태가 바뀝니다.</translation>
    </message>
    <message>
        <source>Paymentwall has not decided yet.</source>
        <translation>페이먼트월이 아직 처리하지 않았습니다.</translation>
    </message>
    <message>
        <source>Asked {asked}, carried out {done}.</source>
        <translation>요청 금액 {asked}, 포트원 기록 {done}</translation>
    </message>
    <message>
        <source>Cancelled more than asked.</source>
        <translation>요청보다 많이 취소됨</translation>
    </message>
    <message>
        <source>Cancelled less than asked.</source>
        <translation>요청보다 적게 취소됨</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record names no request; the amount is the same.</source>
        <translation>포트원 기록에 요청번호가 없으나 금액이 같습니다.</translation>
    </message>
    <message>
        <source>Probably {ticket}.</source>
        <translation>{ticket} 추정</translation>
    </message>
    <message>
        <source>half of similar tickets took at most {age}</source>
        <translation>비슷한 요청의 절반이 {age} 이내에 처리됨</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>예상 기간</translation>
    </message>
    <message>
        <source>Requested at</source>
        <translation>요청한 곳</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>요청자</translation>
    </message>
    <message>
        <source>Safe next step</source>
        <translation>권장 조치</translation>
    </message>
    <message>
        <source>Look for the ticket in the Paymentwall merchant area, or ask Paymentwall</source>
        <translation>페이먼트월 관리자페이지에서 티켓이 있는지 확인하거나 페이먼트월에 문의해 주세요.</translation>
    </message>
    <message>
        <source>Ask Paymentwall what became of it</source>
        <translation>페이먼트월에 처리 상황을 문의해 주세요.</translation>
    </message>
    <message>
        <source>Send it, or withdraw it</source>
        <translation>요청을 보내거나 철회해 주세요.</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>보내기…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>요청 철회…</translation>
    </message>
    <message>
        <source>Write to Paymentwall…</source>
        <translation>페이먼트월에 문의 메일…</translation>
    </message>
    <message>
        <source>It is there: keep waiting</source>
        <translation>티켓 있음 · 계속 대기</translation>
    </message>
    <message>
        <source>It is not there: send again…</source>
        <translation>티켓 없음 · 다시 요청…</translation>
    </message>
    <message>
        <source>Mark as rejected…</source>
        <translation>취소 거절로 기록…</translation>
    </message>
    <message>
        <source>It did not arrive…</source>
        <translation>미접수로 종료…</translation>
    </message>
    <message>
        <source>Take that back…</source>
        <translation>입력 되돌리기…</translation>
    </message>
    <message>
        <source>Who cancelled it?…</source>
        <translation>취소 경로 입력…</translation>
    </message>
    <message>
        <source>It was this request…</source>
        <translation>이 요청의 취소…</translation>
    </message>
    <message>
        <source>It was somebody else…</source>
        <translation>다른 경로의 취소…</translation>
    </message>
    <message>
        <source>Even again…</source>
        <translation>정산 완료…</translation>
    </message>
    <message>
        <source>Paid back another way…</source>
        <translation>다른 방법으로 환급함…</translation>
    </message>
    <message>
        <source>Sending again is possible from {moment}.</source>
        <translation>다시 요청은 {moment}부터 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Cancellation tickets</source>
        <translation>취소 요청</translation>
    </message>
    <message>
        <source>Search ticket, order, reason…</source>
        <translation>요청번호, 주문번호, 사유 검색…</translation>
    </message>
    <message>
        <source>No cancellation tickets here.</source>
        <translation>해당하는 취소 요청이 없습니다.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>경과</translation>
    </message>
    <message>
        <source>Since it was requested; for a closed one, how long it took</source>
        <translation>요청 후 경과한 시간, 종료된 요청은 처리에 걸린 시간</translation>
    </message>
    <message>
        <source>No mail program opened. The letter is in the clipboard.</source>
        <translation>메일 프로그램을 열 수 없어 메일 내용을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>Write to Paymentwall</source>
        <translation>페이먼트월에 문의 메일</translation>
    </message>
    <message>
        <source>{done}, asked {asked}</source>
        <translation>{done}(요청 {asked})</translation>
    </message>
    <message>
        <source>all of {amount}</source>
        <translation>전액 {amount}</translation>
    </message>
    <message>
        <source>{amount} of {whole}</source>
        <translation>{whole} 중 {amount}</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘 할 일</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>최근 7일</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>최근 30일</translation>
    </message>
    <message>
        <source>One day…</source>
        <translation>하루 선택…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Paid today</source>
        <translation>오늘 결제</translation>
    </message>
    <message>
        <source>Waiting for cancellation</source>
        <translation>취소 대기</translation>
    </message>
    <message>
        <source>Cancelled this month</source>
        <translation>이번 달 취소</translation>
    </message>
    <message>
        <source>Payments in this desk</source>
        <translation>전체 결제</translation>
    </message>
    <message>
        <source>unconfirmed: {sums}</source>
        <translation>접수 미확인 {sums}</translation>
    </message>
    <message>
        <source>Nothing else needs you.</source>
        <translation>더 처리할 일이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>지금 처리할 일이 없습니다.</translation>
    </message>
    <message>
        <source>all checked with i&apos;mport {moment}</source>
        <translation>{moment} 전체 대조 완료</translation>
    </message>
    <message>
        <source>complete up to {moment}</source>
        <translation>{moment}까지 확인됨</translation>
    </message>
    <message>
        <source>i&apos;mport has not been read whole yet</source>
        <translation>포트원 전체 조회 전입니다.</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>전체 대조</translation>
    </message>
    <message>
        <source>Compare every payment with i&apos;mport, back to the first one</source>
        <translation>첫 결제까지 모든 결제를 포트원과 대조</translation>
    </message>
    <message>
        <source>{n} / {total}</source>
        <translation>{n} / {total}건</translation>
    </message>
    <message>
        <source>{n} were not met by the check of {moment}</source>
        <translation>{moment} 전체 대조에서 {n}건 미확인</translation>
    </message>
    <message>
        <source>Checked against i&apos;mport</source>
        <translation>포트원과 대조</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop checking every payment</source>
        <translation>전체 결제 확인 중지</translation>
    </message>
    <message>
        <source>The check was stopped; it goes on from there</source>
        <translation>전체 대조 중지됨 · 다음에 이어서 진행</translation>
    </message>
    <message>
        <source>about {age} left</source>
        <translation>약 {age} 남음</translation>
    </message>
    <message>
        <source>Checking every payment…</source>
        <translation>전체 결제 확인 중…</translation>
    </message>
    <message>
        <source>They charged real cards. Each is an ordinary request that Paymentwall works off.</source>
        <translation>실제 카드로 결제된 건입니다. 건마다 일반 취소 요청으로 보내며 페이먼트월이 처리합니다.</translation>
    </message>
    <message>
        <source>Cancel all test payments</source>
        <translation>테스트 결제 전체 취소 요청</translation>
    </message>
    <message>
        <source>Cancel all test payments…</source>
        <translation>테스트 결제 전체 취소 요청…</translation>
    </message>
    <message>
        <source>Test payments</source>
        <translation>테스트 결제</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Go on with stopped cancellations</source>
        <translation>중단된 일괄 취소 요청 이어서 하기</translation>
    </message>
    <message>
        <source>What was tried before is not tried again. Each is an ordinary request.</source>
        <translation>이미 시도한 건은 다시 시도하지 않습니다. 하나하나가 일반 취소 요청입니다.</translation>
    </message>
    <message>
        <source>Type the total to confirm: {total}</source>
        <translation>확인을 위해 합계 입력: {total}</translation>
    </message>
    <message>
        <source>Leave the rest, it is not wanted any more</source>
        <translation>나머지는 요청하지 않기</translation>
    </message>
    <message>
        <source>Keep the payments</source>
        <translation>요청하지 않기</translation>
    </message>
    <message>
        <source>Nothing can be requested now.</source>
        <translation>지금 요청할 수 있는 결제가 없습니다.</translation>
    </message>
    <message>
        <source>Request {n} cancellations</source>
        <translation>취소 {n}건 요청</translation>
    </message>
    <message>
        <source>Type exactly {total}; nothing is sent before.</source>
        <translation>합계({total})를 정확히 입력해야 요청을 보냅니다.</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>요청됨</translation>
    </message>
    <message>
        <source>not requested</source>
        <translation>요청하지 않음</translation>
    </message>
    <message>
        <source>{n} were not requested.</source>
        <translation>{n}건은 요청하지 않았습니다.</translation>
    </message>
    <message>
        <source>left out: the first charge of a saved card cannot be cancelled</source>
        <translation>제외: 저장된 카드의 첫 결제는 취소 불가</translation>
    </message>
    <message>
        <source>left out: already requested</source>
        <translation>제외: 이미 요청됨</translation>
    </message>
    <message>
        <source>left out: look at the payment first</source>
        <translation>제외: 결제 확인 필요</translation>
    </message>
    <message>
        <source>{n}/{most}</source>
        <translation>{n}/{most}</translation>
    </message>
    <message>
        <source>Register delivery</source>
        <translation>배송 등록</translation>
    </message>
    <message>
        <source>I have looked at this; it is shipped all the same</source>
        <translation>내용을 확인했으며, 그래도 발송합니다.</translation>
    </message>
    <message>
        <source>Do not ship</source>
        <translation>발송 보류</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>배송 상태</translation>
    </message>
    <message>
        <source>Registered so far: {status}</source>
        <translation>현재 등록된 상태: {status}</translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation>등록 중…</translation>
    </message>
    <message>
        <source>Ways of news</source>
        <translation>수신 경로 상태</translation>
    </message>
    <message>
        <source>What was read whole</source>
        <translation>빠짐없이 읽은 기간</translation>
    </message>
    <message>
        <source>i&apos;mport has not been asked yet</source>
        <translation>아직 포트원을 조회하지 않음</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age} 전</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>간단히</translation>
    </message>
    <message>
        <source>How each way of news is doing, and what was read whole</source>
        <translation>수신 경로 상태와 빠짐없이 읽은 기간</translation>
    </message>
    <message>
        <source>since {moment}</source>
        <translation>{moment}부터</translation>
    </message>
    <message>
        <source>last {moment}</source>
        <translation>마지막 {moment}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>at most {age}</source>
        <translation>최대 {age}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first}~{last}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>외 {n}건</translation>
    </message>
    <message>
        <source>read whole</source>
        <translation>전부 읽음</translation>
    </message>
    <message>
        <source>{n} read</source>
        <translation>{n} 읽음</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>Nothing is complete yet</source>
        <translation>아직 확인된 기간 없음</translation>
    </message>
    <message>
        <source>Complete up to {moment}</source>
        <translation>{moment}까지 확인됨</translation>
    </message>
    <message>
        <source>read since {moment}</source>
        <translation>{moment}부터 읽음</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>마지막 성공</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>Last trouble</source>
        <translation>마지막 문제</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>다음 시도</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>연도</translation>
    </message>
    <message>
        <source>Read whole</source>
        <translation>읽은 기간</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>읽지 않은 기간</translation>
    </message>
    <message>
        <source>Paid back another way</source>
        <translation>다른 방법으로 환급함</translation>
    </message>
    <message>
        <source>The request stays as it is and may still be carried out. Should i&apos;mport show it cancelled later, Today shows both side by side, because the buyer then had the money twice.</source>
        <translation>취소 요청은 그대로 남아 있으며 나중에 처리될 수 있습니다. 나중에 포트원에 취소로 나타나면 구매자가 두 번 받은 것이므로 ‘오늘 할 일’에 두 금액을 나란히 보여 드립니다.</translation>
    </message>
    <message>
        <source>Amount the buyer got</source>
        <translation>구매자가 받은 금액</translation>
    </message>
    <message>
        <source>How</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>When, to where, and by whom</source>
        <translation>언제, 어디로, 누가 보냈는지</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Write down {amount}</source>
        <translation>{amount} 기록</translation>
    </message>
    <message>
        <source>is being made…</source>
        <translation>만드는 중…</translation>
    </message>
    <message>
        <source>Still needed before it can be written: {fields}</source>
        <translation>저장하려면 입력해 주세요: {fields}</translation>
    </message>
    <message>
        <source>Nobody can pay it before these are right: {fields}</source>
        <translation>결제를 받으려면 바로잡아 주세요: {fields}</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>변경 내용 저장</translation>
    </message>
    <message>
        <source>Give it this order</source>
        <translation>이 주문 작성</translation>
    </message>
    <message>
        <source>Save as draft</source>
        <translation>작성 중으로 저장</translation>
    </message>
    <message>
        <source>Write order</source>
        <translation>주문 저장</translation>
    </message>
    <message>
        <source>It cannot be written so; see the fields in red.</source>
        <translation>이대로는 저장할 수 없으니, 빨간색으로 표시된 항목을 확인해 주세요.</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>새 주문</translation>
    </message>
    <message>
        <source>Duplicate {number}</source>
        <translation>{number} 주문 복제</translation>
    </message>
    <message>
        <source>Edit {number}</source>
        <translation>{number} 주문 수정</translation>
    </message>
    <message>
        <source>It was sent to the buyer: with another amount or currency it has to be registered at i&apos;mport again, and the buyer needs a new link.</source>
        <translation>구매자에게 보낸 주문입니다. 금액이나 통화를 바꾸면 포트원에 다시 등록하고 구매자에게 새 링크를 보내야 합니다.</translation>
    </message>
    <message>
        <source>Give {payment} an order</source>
        <translation>{payment} 결제의 주문 작성</translation>
    </message>
    <message>
        <source>i&apos;mport&apos;s record says {amount}; write what was agreed.</source>
        <translation>포트원 기록은 {amount}입니다. 합의한 내용을 입력해 주세요.</translation>
    </message>
    <message>
        <source>First Last</source>
        <translation>이름 성(영문, 띄어쓰기)</translation>
    </message>
    <message>
        <source>between commas</source>
        <translation>쉼표로 구분</translation>
    </message>
    <message>
        <source>Note and tags of {number}</source>
        <translation>{number} 주문의 메모와 태그</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Item, amount, country, kind, tags and note are kept; the buyer is not.</source>
        <translation>주문명, 금액, 국가, 상품 종류, 태그, 메모를 저장하며 구매자는 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Save as template</source>
        <translation>템플릿으로 저장</translation>
    </message>
    <message>
        <source>Title (one that exists is taken over)</source>
        <translation>제목(같은 제목이 있으면 바뀜)</translation>
    </message>
    <message>
        <source>A template needs a title.</source>
        <translation>템플릿 제목을 입력해 주세요.</translation>
    </message>
    <message>
        <source>Save one from an order&apos;s detail: Save as template…</source>
        <translation>주문 상세의 ‘템플릿으로 저장…’에서 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>템플릿</translation>
    </message>
    <message>
        <source>There is no template yet.</source>
        <translation>저장한 템플릿이 없습니다.</translation>
    </message>
    <message>
        <source>New order…</source>
        <translation>새 주문…</translation>
    </message>
    <message>
        <source>New order from {title}</source>
        <translation>{title} 템플릿으로 새 주문</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete {title}</source>
        <translation>{title} 삭제</translation>
    </message>
    <message>
        <source>Currency where none is said</source>
        <translation>통화가 없는 행의 통화</translation>
    </message>
    <message>
        <source>Kind where none is said</source>
        <translation>종류가 없는 행의 종류</translation>
    </message>
    <message>
        <source>Column {n}</source>
        <translation>{n}열</translation>
    </message>
    <message>
        <source>CSV or XLSX, Korean or English. Nothing is written before you press Import.</source>
        <translation>CSV 또는 XLSX, 한국어 또는 영어. 가져오기를 누르기 전에는 아무것도 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Import orders</source>
        <translation>주문 가져오기</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Earlier imports…</source>
        <translation>이전 가져오기…</translation>
    </message>
    <message>
        <source>Only rows with errors</source>
        <translation>오류가 있는 행만</translation>
    </message>
    <message>
        <source>All or nothing: import no row while one has errors</source>
        <translation>전부 아니면 가져오지 않기: 오류가 있는 행이 있으면 가져오지 않음</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>이 가져오기 되돌리기</translation>
    </message>
    <message>
        <source>Spreadsheets (*.csv *.tsv *.txt *.xlsx)</source>
        <translation>스프레드시트 (*.csv *.tsv *.txt *.xlsx)</translation>
    </message>
    <message>
        <source>{good} can be imported · {bad} have errors</source>
        <translation>가져오기 가능 {good}건 · 오류 {bad}건</translation>
    </message>
    <message>
        <source>Import 1 order</source>
        <translation>주문 1건 가져오기</translation>
    </message>
    <message>
        <source>Import {n} orders</source>
        <translation>주문 {n}건 가져오기</translation>
    </message>
    <message>
        <source>This very file was imported before ({moment}, {n} orders).</source>
        <translation>같은 파일을 이미 가져왔습니다({moment}, 주문 {n}건).</translation>
    </message>
    <message>
        <source>{n} orders are imported; {m} rows stayed out.</source>
        <translation>주문 {n}건을 가져왔습니다. 제외된 행 {m}건.</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>중지했으며, 저장된 내용이 없습니다.</translation>
    </message>
    <message>
        <source>separated by {sign}</source>
        <translation>구분 기호 {sign}</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n}행</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>행</translation>
    </message>
    <message>
        <source>What is said of it</source>
        <translation>확인 내용</translation>
    </message>
    <message>
        <source>is made</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>good</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>파일의 행</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>이전 가져오기</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>가져온 파일이 없습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Undo the import of {file}</source>
        <translation>{file} 가져오기 되돌리기</translation>
    </message>
    <message>
        <source>{n} orders</source>
        <translation>주문 {n}건</translation>
    </message>
    <message>
        <source>undone {moment}</source>
        <translation>{moment} 되돌림</translation>
    </message>
    <message>
        <source>{n} still here</source>
        <translation>남은 주문 {n}건</translation>
    </message>
    <message>
        <source>{n} orders were taken out again.</source>
        <translation>주문 {n}건을 다시 삭제했습니다.</translation>
    </message>
    <message>
        <source>{n} were kept: {orders}</source>
        <translation>남겨 둔 주문 {n}건: {orders}</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>파랑</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>청록</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>호박색</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>빨강</translation>
    </message>
    <message>
        <source>Magenta</source>
        <translation>자홍</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>회색</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Nothing was told yet.</source>
        <translation>아직 알림이 없습니다.</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>모두 읽음으로 표시</translation>
    </message>
    <message>
        <source>I have set this</source>
        <translation>설정함</translation>
    </message>
    <message>
        <source>I have set this: {name}</source>
        <translation>설정함: {name}</translation>
    </message>
    <message>
        <source>Set-up checklist</source>
        <translation>설정 점검표</translation>
    </message>
    <message>
        <source>What must be set elsewhere, so that results come back. Proven is only what was seen here; what you say is kept with your name and the time.</source>
        <translation>처리 결과가 돌아오도록 다른 곳에서 설정해야 하는 항목입니다. 이 프로그램이 직접 본 것만 확인됨으로 표시하며, 담당자가 입력한 것은 이름과 시각을 함께 남깁니다.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy: {name}</source>
        <translation>복사: {name}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Saved. It holds from now on.</source>
        <translation>저장했습니다. 이제부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Shop: {title}</source>
        <translation>상점: {title}</translation>
    </message>
    <message>
        <source>Opens the list of shops</source>
        <translation>상점 목록 열기</translation>
    </message>
    <message>
        <source>Add a shop…</source>
        <translation>상점 추가…</translation>
    </message>
    <message>
        <source>Settings of this shop</source>
        <translation>이 상점의 설정</translation>
    </message>
    <message>
        <source>Rhythm</source>
        <translation>조회 주기</translation>
    </message>
    <message>
        <source>How often the desk asks i&apos;mport by itself. After an act or a webhook it asks more often for a while.</source>
        <translation>이 프로그램이 포트원을 스스로 조회하는 간격입니다. 작업을 하거나 웹훅이 오면 한동안 더 자주 조회합니다.</translation>
    </message>
    <message>
        <source>Looking at i&apos;mport</source>
        <translation>포트원 조회</translation>
    </message>
    <message>
        <source>Ordinarily, every … seconds</source>
        <translation>평소 간격(초)</translation>
    </message>
    <message>
        <source>When nobody is at the desk, every … seconds</source>
        <translation>자리를 비웠을 때 간격(초)</translation>
    </message>
    <message>
        <source>In the practice shop time runs fast: it is looked at every few seconds anyway.</source>
        <translation>연습 상점에서는 시간이 빨리 흘러 몇 초마다 조회합니다.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>This name stands on every request, note and decision made at this desk.</source>
        <translation>이 이름이 이 프로그램에서 한 모든 요청, 메모, 결정에 남습니다.</translation>
    </message>
    <message>
        <source>Who acts here</source>
        <translation>작업하는 사람</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>What a new order begins with; an empty field leaves it open.</source>
        <translation>새 주문의 기본값입니다. 비워 두면 정하지 않습니다.</translation>
    </message>
    <message>
        <source>New orders</source>
        <translation>새 주문</translation>
    </message>
    <message>
        <source>Letters, digits and the places {places}; {example} is usual.</source>
        <translation>영문자, 숫자와 자리 표시({places}). 기본: {example}</translation>
    </message>
    <message>
        <source>Number pattern</source>
        <translation>주문번호 형식</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>통화</translation>
    </message>
    <message>
        <source>Country of the buyer</source>
        <translation>구매자 국가</translation>
    </message>
    <message>
        <source>leave open</source>
        <translation>정하지 않음</translation>
    </message>
    <message>
        <source>Physical goods</source>
        <translation>실물 상품</translation>
    </message>
    <message>
        <source>Digital goods</source>
        <translation>디지털 상품</translation>
    </message>
    <message>
        <source>Kind of goods</source>
        <translation>상품 종류</translation>
    </message>
    <message>
        <source>Check this desk</source>
        <translation>상태 점검</translation>
    </message>
    <message>
        <source>Folder, ledger, keys, connection, clock, channels, settings elsewhere: what paymentdesk doctor says.</source>
        <translation>폴더, 장부, 키, 연결, 시계, 채널, 다른 곳의 설정을 점검합니다(paymentdesk doctor와 같음).</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>지금 점검</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>점검 중…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>User code of the shop (PortOne console, asked once)</source>
        <translation>고객사 식별코드(포트원 관리자콘솔, 한 번만 입력)</translation>
    </message>
    <message>
        <source>It is written as imp and digits, like imp12345678.</source>
        <translation>imp12345678처럼 imp와 숫자로 입력해 주세요.</translation>
    </message>
    <message>
        <source>until {moment}</source>
        <translation>{moment}까지</translation>
    </message>
    <message>
        <source>Payment link</source>
        <translation>결제 링크</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1일</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n}일</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>결제 가능 기간</translation>
    </message>
    <message>
        <source>Language of the page</source>
        <translation>페이지 언어</translation>
    </message>
    <message>
        <source>Amount and currency are registered at i&apos;mport first: nobody can pay another amount by this link.</source>
        <translation>금액과 통화를 포트원에 먼저 등록하므로 이 링크로는 다른 금액을 결제할 수 없습니다.</translation>
    </message>
    <message>
        <source>Make another link all the same</source>
        <translation>그래도 링크를 하나 더 만들기</translation>
    </message>
    <message>
        <source>Payment link · {amount}</source>
        <translation>결제 링크 · {amount}</translation>
    </message>
    <message>
        <source>Address of the payment link</source>
        <translation>결제 링크 주소</translation>
    </message>
    <message>
        <source>QR code of the payment link</source>
        <translation>결제 링크 QR 코드</translation>
    </message>
    <message>
        <source>Good until {moment}</source>
        <translation>{moment}까지 결제 가능</translation>
    </message>
    <message>
        <source>Switch the link off</source>
        <translation>링크 사용 중지</translation>
    </message>
    <message>
        <source>Open payment links</source>
        <translation>사용 중인 결제 링크</translation>
    </message>
    <message>
        <source>Nobody can pay by a link now.</source>
        <translation>지금 결제할 수 있는 링크가 없습니다.</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>링크 복사</translation>
    </message>
    <message>
        <source>Copy the link of {order}</source>
        <translation>링크 복사: {order}</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>Switch the link of {order} off</source>
        <translation>링크 사용 중지: {order}</translation>
    </message>
    <message>
        <source>Make a link for {amount}</source>
        <translation>{amount} 결제 링크 만들기</translation>
    </message>
    <message>
        <source>Save QR code…</source>
        <translation>QR 코드 저장…</translation>
    </message>
    <message>
        <source>Mail to the buyer, in</source>
        <translation>구매자 메일 언어</translation>
    </message>
    <message>
        <source>Write a mail…</source>
        <translation>메일 쓰기…</translation>
    </message>
    <message>
        <source>Copy the mail&apos;s text</source>
        <translation>메일 내용 복사</translation>
    </message>
    <message>
        <source>The order costs {amount} by now. Make a new link; this one is switched off with it.</source>
        <translation>주문 금액이 변경되었습니다(현재 {amount}). 링크를 새로 만들면 이 링크는 사용 중지됩니다.</translation>
    </message>
    <message>
        <source>The link is in the clipboard.</source>
        <translation>링크를 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>The mail&apos;s text is in the clipboard.</source>
        <translation>메일 내용을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>No mail program opened. The mail&apos;s text is in the clipboard.</source>
        <translation>메일 프로그램이 열리지 않았습니다. 메일 내용을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>No browser opened. Copy the link instead.</source>
        <translation>브라우저가 열리지 않았습니다. 링크를 복사해 주세요.</translation>
    </message>
    <message>
        <source>Save QR code</source>
        <translation>QR 코드 저장</translation>
    </message>
    <message>
        <source>The QR code was saved.</source>
        <translation>QR 코드를 저장했습니다.</translation>
    </message>
    <message>
        <source>Do not ship: decide</source>
        <translation>발송 보류 · 처리 결정</translation>
    </message>
    <message>
        <source>Note (needed to ship anyway)</source>
        <translation>메모(보류 해제 후 발송 시 필수)</translation>
    </message>
    <message>
        <source>Nothing is done by itself. Your decision is written down with your name.</source>
        <translation>자동으로 처리되는 것은 없으며, 결정 내용은 담당자 이름과 함께 기록됩니다.</translation>
    </message>
    <message>
        <source>Keep the payment, do not ship</source>
        <translation>결제 유지 · 발송 보류</translation>
    </message>
    <message>
        <source>Ship anyway</source>
        <translation>보류 해제 · 발송</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>주문 금액</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제 금액</translation>
    </message>
    <message>
        <source>Request cancellation of {amount}…</source>
        <translation>{amount} 취소 요청…</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>웹훅</translation>
    </message>
    <message>
        <source>Without them the desk asks i&apos;mport by itself and misses nothing; with one of them news are here at once. A webhook is only a hint: what counts is what i&apos;mport says when it is asked.</source>
        <translation>웹훅이 없어도 포트원을 직접 조회하므로 빠뜨리는 것은 없으며, 웹훅이 있으면 더 빨리 알 수 있습니다. 웹훅은 실마리일 뿐이고, 포트원을 조회한 결과만 기준이 됩니다.</translation>
    </message>
    <message>
        <source>Webhook relay</source>
        <translation>웹훅 중계</translation>
    </message>
    <message>
        <source>Listen to a relay channel</source>
        <translation>중계 채널 사용</translation>
    </message>
    <message>
        <source>For a computer behind a router: a smee or gosmee channel passes webhooks on.</source>
        <translation>공유기 뒤에 있는 컴퓨터를 위해 smee나 gosmee 채널이 웹훅을 전달합니다.</translation>
    </message>
    <message>
        <source>Channel address</source>
        <translation>채널 주소</translation>
    </message>
    <message>
        <source>This address is also the webhook URL for the PortOne console. Keep it to yourself.</source>
        <translation>포트원 관리자콘솔의 웹훅 URL에도 이 주소를 입력합니다. 다른 사람에게 알리지 말아 주세요.</translation>
    </message>
    <message>
        <source>Webhook receiver</source>
        <translation>웹훅 수신</translation>
    </message>
    <message>
        <source>Listen on this computer</source>
        <translation>이 컴퓨터에서 수신</translation>
    </message>
    <message>
        <source>For a forwarder of your own (ngrok, cloudflared); nobody else can reach it.</source>
        <translation>직접 운영하는 전달 프로그램(ngrok, cloudflared)용이며, 외부에서 직접 접속할 수 없습니다.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Local address to forward to</source>
        <translation>전달받을 로컬 주소</translation>
    </message>
    <message>
        <source>What is told without being asked, and kept under the bell; lists show everything anyway.</source>
        <translation>묻지 않아도 알리고 종 아래에 남기는 항목입니다. 목록에는 항상 모두 표시됩니다.</translation>
    </message>
    <message>
        <source>Tell me of</source>
        <translation>알림 항목</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>처리 결정…</translation>
    </message>
    <message>
        <source>Decide again…</source>
        <translation>다시 결정…</translation>
    </message>
    <message>
        <source>Payment link…</source>
        <translation>결제 링크…</translation>
    </message>
    <message>
        <source>Checkout page…</source>
        <translation>결제 페이지…</translation>
    </message>
    <message>
        <source>What is in the way of a payment stands above.</source>
        <translation>결제할 수 없는 이유를 위에서 확인해 주세요.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>A verified copy of the ledger, with the journal of what was sent, is made once a day by itself. To go back to one, close this window and use: paymentdesk restore</source>
        <translation>전송 기록을 포함한 장부의 사본을 하루에 한 번 저절로 만들고 검증합니다. 사본으로 되돌리려면 이 창을 닫고 다음 명령을 사용해 주세요: paymentdesk restore</translation>
    </message>
    <message>
        <source>Copies of the ledger</source>
        <translation>장부 사본</translation>
    </message>
    <message>
        <source>They lie here</source>
        <translation>사본 위치</translation>
    </message>
    <message>
        <source>Make a copy now</source>
        <translation>지금 사본 만들기</translation>
    </message>
    <message>
        <source>The daily copy is put there as well: another disk, or a folder that a service keeps elsewhere.</source>
        <translation>매일 만드는 사본을 다른 디스크나 클라우드 폴더에도 넣습니다.</translation>
    </message>
    <message>
        <source>A second place</source>
        <translation>두 번째 위치</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>{name} · {size} MB</source>
        <translation>{name} · {size} MB</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>아직 없습니다.</translation>
    </message>
    <message>
        <source>A copy was made and checked ({n} payments).</source>
        <translation>사본을 만들고 검증했습니다(결제 {n}건).</translation>
    </message>
</context>
<context>
    <name>where</name>
    <message>
        <source>PortOne console</source>
        <translation>포트원 관리자콘솔</translation>
    </message>
    <message>
        <source>Phone or mail</source>
        <translation>전화 또는 메일</translation>
    </message>
    <message>
        <source>Another computer</source>
        <translation>다른 PC</translation>
    </message>
</context>
<context>
    <name>why</name>
    <message>
        <source>no answer in time</source>
        <translation>제한 시간 안에 응답 없음</translation>
    </message>
    <message>
        <source>the connection was cut</source>
        <translation>연결 끊김</translation>
    </message>
    <message>
        <source>the answer was an error of the server</source>
        <translation>서버 오류 응답</translation>
    </message>
    <message>
        <source>the answer could not be understood</source>
        <translation>해석할 수 없는 응답</translation>
    </message>
    <message>
        <source>the answer was about another payment</source>
        <translation>다른 거래에 대한 응답</translation>
    </message>
    <message>
        <source>the address could not be found</source>
        <translation>주소를 찾을 수 없음</translation>
    </message>
    <message>
        <source>no connection was made</source>
        <translation>연결하지 못함</translation>
    </message>
    <message>
        <source>no safe connection was made</source>
        <translation>보안 연결을 하지 못함</translation>
    </message>
    <message>
        <source>the proxy refused</source>
        <translation>프록시 거부</translation>
    </message>
    <message>
        <source>the key was refused</source>
        <translation>API 키 인증 거부</translation>
    </message>
    <message>
        <source>the program that sent it ended</source>
        <translation>요청을 보낸 프로그램이 종료됨</translation>
    </message>
</context>
</TS>
